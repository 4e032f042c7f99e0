package ale.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders for what a command shows and nobody keeps: a day later any later command sweeps them. */
final class Scratch {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final String FOLDER = "scratch";

  private Scratch() {}

  static Path folder(Places places, String name) throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(places.state().resolve(FOLDER)), name + "-");
  }

  /** Removes what is older than a day. */
  static void sweep(Places places, Instant now) throws IOException {
    Path folder = places.state().resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path one : all.toList()) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(now.minus(KEPT))) {
          delete(one);
        }
      }
    }
  }

  /** A folder of this process alone. */
  static Path temporary(String name) {
    try {
      return Files.createTempDirectory("ale-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder of ours, if it is there. */
  static void remove(Path root) {
    try {
      if (Files.exists(root)) {
        delete(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path root) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(root)) {
      all = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
