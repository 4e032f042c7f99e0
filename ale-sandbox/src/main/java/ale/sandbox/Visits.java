package ale.sandbox;

import ale.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The first visits of a sandbox, in a file that its next controller reads; what comes after them is
 * not kept, so that memory and disk are bounded.
 */
final class Visits {
  static final int MOST = 4096;

  private final Path file;
  private final List<Visit> kept = new ArrayList<>();

  private Visits(Path file) {
    this.file = file;
  }

  /** What stands in a file, if there is one; a torn last line does not count. */
  static Visits in(Path file) {
    Visits visits = new Visits(file);
    try {
      if (Files.exists(file)) {
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().map(line -> Json.read(line, Visit.class)).forEach(visits.kept::add);
        Files.writeString(file, whole);
      }
    } catch (IOException e) {
      throw new SandboxException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return visits;
  }

  synchronized void add(Visit visit) {
    if (kept.size() < MOST) {
      kept.add(visit);
      try {
        Files.writeString(
            file, Json.line(visit) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot note a visit in " + file, e);
      }
    }
  }

  synchronized List<Visit> all() {
    return List.copyOf(kept);
  }
}
