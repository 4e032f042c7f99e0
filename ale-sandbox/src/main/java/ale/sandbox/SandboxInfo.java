package ale.sandbox;

import java.time.Instant;

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
 */
public record SandboxInfo(
    String id,
    String provider,
    String image,
    Instant opened,
    long controller,
    boolean orphan,
    boolean kept,
    int processes) {}
