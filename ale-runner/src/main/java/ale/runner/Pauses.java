package ale.runner;

import ale.core.AleException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** When a trial stood still: {@code pauses.jsonl} in its folder, a line for each change. */
record Pauses(Path file) {
  /** From now on it stands still, or goes on. */
  record Change(Instant at, boolean still) {}

  static Pauses of(Path trial) {
    return new Pauses(trial.resolve("pauses.jsonl"));
  }

  void write(boolean still) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(
          file,
          Json.line(new Change(Instant.now(), still)) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AleException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
