package ale.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session may use at most; an absent cap is no cap.
 *
 * @param tokens prompts and replies together, cached ones included
 * @param turns replies that the agent got
 * @param wallSeconds since the session was opened
 * @param workingSeconds the same without the time spent waiting for the provider's limits and
 *     faults
 * @param replyReserve tokens kept free for a reply that a request does not bound by itself; a bound
 *     in the request is kept free whole
 */
public record Caps(
    @JsonProperty("tokens") Optional<Long> tokens,
    @JsonProperty("dollars") Optional<Double> dollars,
    @JsonProperty("calls") Optional<Long> calls,
    @JsonProperty("turns") Optional<Long> turns,
    @JsonProperty("wall_seconds") Optional<Double> wallSeconds,
    @JsonProperty("working_seconds") Optional<Double> workingSeconds,
    @JsonProperty("reply_reserve") Optional<Long> replyReserve) {
  static final long DEFAULT_RESERVE = 4096;

  public static Caps none() {
    return new Caps(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What respects both: of each cap the smaller. */
  public Caps and(Caps other) {
    return new Caps(
        least(tokens, other.tokens),
        least(dollars, other.dollars),
        least(calls, other.calls),
        least(turns, other.turns),
        least(wallSeconds, other.wallSeconds),
        least(workingSeconds, other.workingSeconds),
        replyReserve.or(other::replyReserve));
  }

  private static <T extends Comparable<T>> Optional<T> least(Optional<T> one, Optional<T> other) {
    return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
  }

  public Caps tokens(long most) {
    return new Caps(
        Optional.of(most), dollars, calls, turns, wallSeconds, workingSeconds, replyReserve);
  }

  public Caps dollars(double most) {
    return new Caps(
        tokens, Optional.of(most), calls, turns, wallSeconds, workingSeconds, replyReserve);
  }

  public Caps calls(long most) {
    return new Caps(
        tokens, dollars, Optional.of(most), turns, wallSeconds, workingSeconds, replyReserve);
  }

  public Caps turns(long most) {
    return new Caps(
        tokens, dollars, calls, Optional.of(most), wallSeconds, workingSeconds, replyReserve);
  }

  public Caps wallSeconds(double most) {
    return new Caps(tokens, dollars, calls, turns, Optional.of(most), workingSeconds, replyReserve);
  }

  public Caps workingSeconds(double most) {
    return new Caps(tokens, dollars, calls, turns, wallSeconds, Optional.of(most), replyReserve);
  }

  public Caps replyReserve(long tokensKeptFree) {
    return new Caps(
        tokens, dollars, calls, turns, wallSeconds, workingSeconds, Optional.of(tokensKeptFree));
  }
}
