package ale.sandbox;

import java.time.Instant;

/**
 * A connection that something in a sandbox wanted to make.
 *
 * @param at when
 * @param host the name or address that was asked for
 * @param port the port that was asked for
 * @param verdict what became of it
 * @param detail the address that was connected to, or why it was not
 */
public record Visit(Instant at, String host, int port, Verdict verdict, String detail) {
  /** What became of a visit. */
  public enum Verdict {
    CONNECTED,
    REFUSED,
    FAILED
  }
}
