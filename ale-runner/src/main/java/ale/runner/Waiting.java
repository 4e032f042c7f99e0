package ale.runner;

import ale.core.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What keeps the next trial of a run from beginning: {@code control/waiting.json}, written by the
 * engine when it changes, so that anybody can explain it.
 *
 * @param trial which is next
 * @param reason a clause that says what it waits for
 * @param since when the engine began to say so
 */
public record Waiting(String trial, String reason, Instant since) {
  private static Path file(Path run) {
    return run.resolve("control").resolve("waiting.json");
  }

  /** Tells it to whoever looks at the run's folder. */
  public void write(Path run) {
    Json.write(file(run), this);
  }

  /** What the engine said last; it holds as long as that trial has not begun. */
  public static Optional<Waiting> read(Path run) {
    return Files.exists(file(run))
        ? Optional.of(Json.read(file(run), Waiting.class))
        : Optional.empty();
  }
}
