package ale.runner;

import ale.core.AleException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When a trial stood still: {@code pauses.jsonl} in its folder, a line for each change. */
record Pauses(Path file) {
  /**
   * From now on it stands still, or goes on.
   *
   * @param at when, for people
   * @param clock when, for deadlines
   */
  record Change(Instant at, Moment clock, boolean still) {}

  static Pauses of(Path trial) {
    return new Pauses(trial.resolve("pauses.jsonl"));
  }

  void write(Instant at, boolean still) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(
          file,
          Json.line(new Change(at, Moment.now(), still)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AleException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** How long it has stood still since something began, on this start of the machine. */
  Duration since(Moment began) {
    Moment now = Moment.now();
    long millis = 0;
    long from = -1;
    for (Change change : changes()) {
      if (!change.clock().boot().equals(now.boot())) {
        continue;
      }
      if (change.still() && from < 0) {
        from = change.clock().millis();
      } else if (!change.still() && from >= 0) {
        millis += within(began, from, change.clock().millis());
        from = -1;
      }
    }
    return Duration.ofMillis(millis + (from < 0 ? 0 : within(began, from, now.millis())));
  }

  private static long within(Moment began, long from, long to) {
    return Math.max(0, to - Math.max(from, began.millis()));
  }

  private List<Change> changes() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream()
              .filter(line -> line.endsWith("}")) // a killed controller may have torn the last
              .map(line -> Json.read(line, Change.class))
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new AleException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
