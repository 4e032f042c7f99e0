package ale.core;

import ale.core.TrajectoryCheck.Rule;
import ale.core.TrajectoryCheck.Violation;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a check found, up to a bound: a hostile document may break rules a million times. */
final class Violations {
  static final int MOST = 1000;
  private static final int LONGEST_MESSAGE = 300;

  private final List<Violation> found = new ArrayList<>();
  private final Optional<Path> file;

  private Violations(Optional<Path> file) {
    this.file = file;
  }

  /** Of a document without its pictures. */
  static Violations ofDocument() {
    return new Violations(Optional.empty());
  }

  /** Of a file whose pictures stand beside it. */
  static Violations of(Path file) {
    return new Violations(Optional.of(file));
  }

  void add(String pointer, Rule rule, String message) {
    if (found.size() < MOST) {
      found.add(new Violation(clipped(pointer), rule, clipped(message)));
    }
  }

  /** Notes a picture whose file is not there. */
  void picture(String pointer, String path) {
    if (file.isEmpty() || path.matches("[a-z][a-z0-9+.-]+:.*")) {
      return;
    }
    Optional<Path> place = Inside.resolve(file.get().resolveSibling("."), path);
    if (place.isEmpty()) {
      add(pointer, Rule.IMAGE_FILE, path + " leaves the folder of the trajectory");
    } else if (!Files.isRegularFile(place.get(), LinkOption.NOFOLLOW_LINKS)) {
      add(pointer, Rule.IMAGE_FILE, "there is no file " + path);
    }
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
  }

  List<Violation> list() {
    return List.copyOf(found);
  }
}
