package ale.agents;

import ale.core.Digest;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.guest.Tar;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Makes bundles: a program's packages, fetched once and kept by their digest, and beside them our
 * own doors, by which the program gets at the desktop. What is there already needs no network.
 */
final class BundleMaker {
  /** A lock on a file keeps out other programs only. */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final Bundles bundles;
  private final NpmRegistry registry;

  BundleMaker(Bundles bundles, NpmRegistry registry) {
    this.bundles = bundles;
    this.registry = registry;
  }

  /**
   * A bundle of these packages, and of files of this machine below {@code doors/}.
   *
   * @param doors files by their name in the bundle
   */
  Bundle make(BundleLock lock, Map<String, Path> doors) {
    String machine = System.getProperty("os.arch", "");
    if (!machine.equals(lock.architecture())) {
      throw new FaultException(
          FaultSource.HARNESS,
          lock.name()
              + " "
              + lock.version()
              + " is pinned for "
              + lock.architecture()
              + " machines, and this is "
              + machine
              + "; use another machine");
    }
    Bundle wanted = wanted(lock, doors);
    Path place = wanted.folder();
    try {
      Path folder = Files.createDirectories(bundles.folder());
      if (!Files.isDirectory(place)) {
        ONE_AT_A_TIME.lock();
        try (FileChannel file =
                FileChannel.open(
                    folder.resolve("." + lock.name() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock held = file.lock()) {
          if (held.isValid() && !Files.isDirectory(place)) {
            assemble(packages(lock, folder), doors, place);
          }
        } finally {
          ONE_AT_A_TIME.unlock();
        }
      }
      return wanted;
    } catch (IOException e) {
      throw new FaultException(
          FaultSource.HARNESS,
          "cannot make the bundle of " + lock.name() + ": " + e.getMessage(),
          e);
    }
  }

  /** The bundle that these make, whether or not it is made. */
  Bundle wanted(BundleLock lock, Map<String, Path> doors) {
    List<String> parts = new ArrayList<>(List.of(lock.digest()));
    doors.forEach((name, door) -> parts.add(name + " " + Digest.ofFile(door)));
    String digest = Digest.of(String.join("\n", parts));
    String name = lock.name() + "-" + lock.version() + "-" + digest.substring(0, 16);
    return new Bundle(lock.name(), lock.version(), digest, bundles.folder().resolve(name));
  }

  /** The packages alone, which outlive new versions of our own part. */
  private Path packages(BundleLock lock, Path folder) throws IOException {
    Path place = folder.resolve("npm-" + lock.name() + "-" + lock.digest().substring(0, 16));
    if (Files.isDirectory(place)) {
      return place;
    }
    Path part = fresh(folder, lock.name());
    for (NpmPackage wanted : lock.packages()) {
      bundles.progress().accept("fetching " + wanted.name() + " " + wanted.version());
      Path archive = part.resolve("archive.tgz");
      registry.fetch(wanted, archive);
      unpack(archive, wanted, part);
      Files.delete(archive);
    }
    for (String program : lock.executable()) {
      Files.setPosixFilePermissions(
          part.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    return place;
  }

  /** Archives of npm have one folder at their top. */
  private static void unpack(Path archive, NpmPackage wanted, Path part) throws IOException {
    Path whole = Files.createDirectory(part.resolve("archive"));
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
      Tar.unpack(in, whole, Tar.Links.SKIP);
    }
    Path top;
    try (Stream<Path> tops = Files.list(whole)) {
      top = tops.findFirst().orElseThrow(() -> new IOException(wanted.name() + " is empty"));
    }
    Path into = part.resolve(wanted.into());
    for (Path file : Digest.files(top)) {
      String name = top.relativize(file).toString();
      if (wanted.keeps(name)) {
        Path target = into.resolve(name);
        Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
        boolean program = Files.isExecutable(file);
        Files.move(file, target);
        Files.setPosixFilePermissions(
            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    Folders.delete(whole);
  }

  /** Links instead of copies: the packages weigh hundreds of megabytes. */
  private static void assemble(Path packages, Map<String, Path> doors, Path place)
      throws IOException {
    Path part =
        fresh(java.util.Objects.requireNonNull(place.getParent()), "" + place.getFileName());
    for (Path file : Digest.files(packages)) {
      Path target = part.resolve(packages.relativize(file));
      Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
      Files.createLink(target, file);
    }
    Path jars = Files.createDirectory(part.resolve("doors"));
    for (Map.Entry<String, Path> door : doors.entrySet()) {
      Path target = jars.resolve(door.getKey());
      Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
      Files.copy(door.getValue(), target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Folders.open(part);
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path fresh(Path folder, String name) throws IOException {
    Path part = folder.resolve("." + name + ".part");
    Folders.delete(part);
    return Files.createDirectory(part);
  }
}
