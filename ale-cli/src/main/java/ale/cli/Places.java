package ale.cli;

import ale.agents.Agents;
import ale.agents.Harnesses;
import ale.core.Digest;
import ale.runner.entrance.Admissions;
import ale.sandbox.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where things are on this machine.
 *
 * @param home the checkout or installation: {@code images/}, {@code agents/}, {@code runs/}
 * @param jars the jars of everything
 * @param state living sandboxes, the signing key, admissions: {@code ALE_STATE}
 * @param cache images and runtimes, which can always be made again: {@code ALE_CACHE}
 * @param runs finished and unfinished runs: {@code ALE_RUNS}
 */
record Places(Path home, Path jars, Path state, Path cache, Path runs) {
  static Places standard() {
    Path home = Path.of(System.getProperty("ale.home", ".")).toAbsolutePath().normalize();
    return new Places(
        home,
        Path.of(System.getProperty("ale.jars", home.resolve("build/dist/lib").toString())),
        variable("ALE_STATE").orElse(Path.of("/var/lib/ale")),
        variable("ALE_CACHE").orElse(Path.of("/var/cache/ale")),
        variable("ALE_RUNS").orElse(home.resolve("runs")));
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(v -> !v.isBlank())
        .map(v -> Path.of(v).toAbsolutePath());
  }

  /** Who can sit the exam: harnesses, and the files in {@code agents/}. */
  Agents agents() {
    return Agents.in(home.resolve("agents"), Harnesses.installed());
  }

  /** What entrance checks found. */
  Admissions admissions() {
    return Admissions.in(state.resolve("admissions"));
  }

  static String version() {
    String version = Places.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Version and digest of our own programs. */
  String code() {
    return version() + " " + (Files.isDirectory(jars) ? jarsDigest() : "unpacked");
  }

  private String jarsDigest() {
    StringBuilder names = new StringBuilder();
    for (Path jar : Digest.files(jars)) {
      names.append(jar.getFileName()).append(' ').append(Digest.ofFile(jar)).append('\n');
    }
    return Digest.of(names.toString());
  }

  /** Our own programs where any sandbox can read them, copied once for each build. */
  Toolbox toolbox(Consumer<String> progress) {
    Path runtime = ale.sandbox.RuntimeImage.ensure(cache, progress);
    try {
      Path tools = cache.resolve("tools-" + jarsDigest().substring(0, 16));
      if (!Files.isDirectory(tools)) {
        install(tools, runtime, progress);
      }
      return new Toolbox(runtime, tools.resolve("guest"), tools.resolve("lib"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rehearse(Path part, Path runtime, Consumer<String> progress)
      throws IOException {
    progress.accept("rehearsing the guest, so that it starts faster");
    Path scratch = Files.createDirectory(part.resolve("rehearsal"));
    try {
      ale.sandbox.GuestTraining.run(runtime, part.resolve("guest"), scratch);
    } catch (ale.sandbox.SandboxException | ale.guest.GuestException e) {
      progress.accept("it starts slower, since that failed: " + e.getMessage());
    }
  }

  private void install(Path tools, Path runtime, Consumer<String> progress) throws IOException {
    Path part = Files.createTempDirectory(Files.createDirectories(cache), ".tools");
    Path all = Files.createDirectory(part.resolve("lib"));
    Path guest = Files.createDirectory(part.resolve("guest"));
    for (Path jar : Digest.files(jars)) {
      String name = String.valueOf(jar.getFileName());
      Files.copy(jar, all.resolve(name));
      if (name.matches("(ale-(core|guest)|jackson-|jspecify).*")) {
        Files.copy(jar, guest.resolve(name));
      }
    }
    for (Path folder : java.util.List.of(part, all, guest)) {
      Files.setPosixFilePermissions(
          folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    rehearse(part, runtime, progress);
    try {
      Files.move(part, tools, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.FileSystemException e) {
      if (!Files.isDirectory(tools)) {
        throw e;
      }
      // Another process installed the same tools meanwhile.
    }
  }
}
