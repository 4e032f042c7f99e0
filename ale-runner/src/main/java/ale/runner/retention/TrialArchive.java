package ale.runner.retention;

import ale.core.AleException;
import ale.core.AtomicFiles;
import ale.core.Digest;
import ale.core.InputException;
import ale.guest.Tar;
import ale.runner.Seal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A finished trial whose files are in one compressed {@code trial.tar.gz}. Its outcome, its seal
 * and its grades stand beside the archive as well, so that boards need not open it; the archive has
 * them too.
 *
 * <p>Files are removed only after they were found as they were sealed, and the archive on disk gave
 * back every byte that went into it. Whatever ends the process, the trial is whole afterwards, as
 * files, as an archive or both.
 */
public final class TrialArchive {
  static final String FILE = "trial.tar.gz";
  private static final String PART = "." + FILE + ".part";
  private static final String UNPACKED = ".unpacked";
  private static final Set<String> NEVER = Set.of(FILE, PART, UNPACKED, "lease.lock", "lease.json");
  private static final Set<String> BESIDE = Set.of("outcome.json", "seal.json", "grade.json");

  private TrialArchive() {}

  /** Whether a trial is an archive. */
  public static boolean is(Path trial) {
    return Files.isRegularFile(trial.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is one and nothing of the trial stands beside it that need not. */
  static boolean complete(Path trial) {
    return is(trial)
        && Digest.files(trial).stream()
            .allMatch(f -> beside(trial, f) || NEVER.contains(name(trial, f)));
  }

  private static String name(Path trial, Path file) {
    return trial.relativize(file).toString();
  }

  /**
   * Makes a sealed trial an archive, or completes what was begun of that.
   *
   * @return how many bytes that freed
   * @throws InputException if the trial is not as it was sealed; it is left as it is
   */
  public static long archive(Path trial) {
    try {
      long before = Trees.bytes(trial);
      if (!is(trial)) {
        refuse(trial, Seal.verify(trial));
        Path part = trial.resolve(PART);
        if (!pack(trial, part).equals(unpacked(part))) {
          throw new IOException(part + " cannot be read back as it was written");
        }
        Files.move(part, trial.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.sync(trial);
      }
      Trees.delete(trial, p -> p.equals(trial) || beside(trial, p));
      return before - Trees.bytes(trial);
    } catch (IOException e) {
      throw new AleException("cannot archive " + trial + ": " + e.getMessage(), e);
    }
  }

  private static void refuse(Path trial, List<String> wrong) {
    if (!wrong.isEmpty()) {
      throw new InputException(
          trial
              + " is left as it is, since it is not as it was sealed: "
              + String.join("; ", wrong));
    }
  }

  private static boolean beside(Path trial, Path file) {
    Path path = trial.relativize(file);
    String name = String.valueOf(path.getFileName());
    return switch (path.getNameCount()) {
      case 1 -> name.equals(FILE) || BESIDE.contains(name);
      case 2 -> name.equals("grade.json") && path.getName(0).toString().startsWith("attempt-");
      default -> false;
    };
  }

  /** Gives the digest of what went in. */
  private static String pack(Path trial, Path part) throws IOException {
    Map<String, Path> named = new TreeMap<>();
    try (Stream<Path> all = Files.list(trial)) {
      all.filter(f -> !NEVER.contains(String.valueOf(f.getFileName())))
          .forEach(f -> named.put(String.valueOf(f.getFileName()), f));
    }
    MessageDigest digest = Digest.sha256();
    Tar.Packed packed;
    try (FileChannel file =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
      GZIPOutputStream compressed = new GZIPOutputStream(out, 1 << 16);
      packed = Tar.pack(named, new DigestOutputStream(compressed, digest));
      compressed.finish();
      out.flush();
      file.force(true);
    }
    if (!packed.skipped().isEmpty()) {
      Files.delete(part);
      throw new IOException("not everything can be packed: " + packed.skipped());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of what comes out. */
  private static String unpacked(Path archive) throws IOException {
    try (InputStream in = open(archive)) {
      return Digest.of(in);
    }
  }

  private static InputStream open(Path archive) throws IOException {
    return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16);
  }

  /**
   * Makes an archive files again.
   *
   * @throws InputException if what is in it is not what was sealed; it is left as it is
   */
  public static void unarchive(Path trial) {
    Path file = trial.resolve(FILE);
    try {
      if (!is(trial)) {
        throw new InputException(trial + " is not an archive");
      }
      Path scratch = trial.resolve(UNPACKED);
      Trees.delete(scratch);
      try {
        Path whole = unpack(trial, scratch);
        refuse(trial, problems(trial, whole, Seal::verify));
        put(whole, trial);
      } finally {
        Trees.delete(scratch);
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new AleException("cannot unpack " + file + ": " + e.getMessage(), e);
    }
  }

  /** Each entry of the trial takes the place of what stands there of it. */
  private static void put(Path whole, Path trial) throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(whole)) {
      entries = all.toList();
    }
    for (Path entry : entries) {
      Path place = trial.resolve(Objects.requireNonNull(entry.getFileName()));
      Trees.delete(place);
      Files.move(entry, place, StandardCopyOption.ATOMIC_MOVE);
    }
    AtomicFiles.sync(trial);
  }

  /**
   * What is wrong with a trial, archive or not.
   *
   * @param check of a folder with all files of the trial
   */
  public static List<String> verify(Path trial, Function<Path, List<String>> check) {
    if (!is(trial)) {
      return check.apply(trial);
    }
    try {
      Path scratch = Files.createTempDirectory("ale-verify");
      try {
        return problems(trial, unpack(trial, scratch), check);
      } finally {
        Trees.delete(scratch);
      }
    } catch (IOException e) {
      return List.of(FILE + " cannot be unpacked: " + e.getMessage());
    }
  }

  /** Also what stands beside the archive must be what is in it. */
  private static List<String> problems(Path trial, Path whole, Function<Path, List<String>> check) {
    List<String> wrong = new ArrayList<>(check.apply(whole));
    for (Path file : Digest.files(trial)) {
      String name = name(trial, file);
      Path packed = whole.resolve(name);
      if (!NEVER.contains(name)
          && !name.startsWith(UNPACKED + "/")
          && !(Files.isRegularFile(packed, LinkOption.NOFOLLOW_LINKS)
              && Digest.ofFile(packed).equals(Digest.ofFile(file)))) {
        wrong.add(name + " is not as it is in the archive");
      }
    }
    return wrong;
  }

  /** All files of the trial, in a folder that has its name. */
  private static Path unpack(Path trial, Path scratch) throws IOException {
    Path whole = scratch.resolve(Objects.requireNonNull(trial.getFileName()));
    try (InputStream in = open(trial.resolve(FILE))) {
      Tar.unpack(in, whole, Tar.Links.KEEP);
    }
    return whole;
  }
}
