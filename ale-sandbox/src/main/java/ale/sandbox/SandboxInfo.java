package ale.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A sandbox as a list shows it.
 *
 * @param id its name
 * @param provider who made it
 * @param image what software is on it
 * @param opened since when
 * @param controller process id of the controller that opened it
 * @param orphan whether that controller is gone
 * @param kept whether it was opened to stay until somebody closes it
 * @param processes living processes in it
 * @param waitsFor the file for which it waits although its controller is gone: an attempt at a
 *     trial that is to be resumed
 */
public record SandboxInfo(
    String id,
    String provider,
    String image,
    Instant opened,
    long controller,
    boolean orphan,
    boolean kept,
    int processes,
    Optional<String> waitsFor) {
  /** One that waits for nothing. */
  public SandboxInfo(
      String id,
      String provider,
      String image,
      Instant opened,
      long controller,
      boolean orphan,
      boolean kept,
      int processes) {
    this(id, provider, image, opened, controller, orphan, kept, processes, Optional.empty());
  }
}
