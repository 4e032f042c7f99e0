package ale.gateway;

import java.util.Optional;

/**
 * The caps of one session over its meter. A call is let through only if it fits whole: its prompt
 * as estimated, and the longest reply that it allows, on top of what is used and of what calls
 * still under way may use.
 *
 * <p>The estimate follows the session: tokens for each character of the latest prompt that the
 * provider counted. Until there is one, a token is four characters.
 */
final class Allowance {
  private static final double FIRST_GUESS = 0.25;

  private final Caps caps;
  private final PriceBook prices;
  private final Meter meter;
  private double tokensPerCharacter = FIRST_GUESS;
  private long underWay;
  private long reservedTokens;
  private double reservedDollars;
  private Optional<Limit> limit = Optional.empty();

  Allowance(Caps caps, PriceBook prices, Meter meter) {
    this.caps = caps;
    this.prices = prices;
    this.meter = meter;
  }

  /** What was decided about a call. */
  sealed interface Admission {
    /** The call may go, with so much kept free for it. */
    record Granted(Glance glance, long prompt, long tokens, double dollars) implements Admission {}

    /** The call would exceed a cap. */
    record Refused(Limit limit, String message) implements Admission {}
  }

  synchronized Admission admit(Glance glance) {
    Spent spent = meter.spent();
    long prompt = (long) Math.ceil(glance.weight() * tokensPerCharacter);
    long reply = glance.replyBound().orElse(caps.replyReserve().orElse(Caps.DEFAULT_RESERVE));
    long replies = Math.clamp(glance.choices(), 1, Short.MAX_VALUE);
    long tokens = prompt + replies * Math.clamp(reply, 0, Integer.MAX_VALUE);
    Optional<Price> price = prices.price(glance.model());
    double dollars = price.map(p -> p.atMost(prompt, tokens - prompt)).orElse(0.0);
    Optional<Admission.Refused> refused = exceeded(spent, glance, price, tokens, dollars);
    if (refused.isPresent()) {
      limit = limit.or(() -> Optional.of(refused.get().limit()));
      meter.refused();
      return refused.get();
    }
    meter.called();
    underWay++;
    reservedTokens += tokens;
    reservedDollars += dollars;
    return new Admission.Granted(glance, prompt, tokens, dollars);
  }

  private Optional<Admission.Refused> exceeded(
      Spent spent, Glance glance, Optional<Price> price, long tokens, double dollars) {
    if (caps.calls().isPresent() && spent.calls() >= caps.calls().get()) {
      return refuse(Limit.CALLS, "no call is left");
    }
    if (caps.turns().isPresent() && spent.turns() + underWay >= caps.turns().get()) {
      return refuse(Limit.TURNS, "no turn is left");
    }
    if (caps.wallSeconds().isPresent() && spent.wallSeconds() >= caps.wallSeconds().get()) {
      return refuse(Limit.WALL_TIME, "the time is over");
    }
    if (caps.workingSeconds().isPresent()
        && spent.workingSeconds() >= caps.workingSeconds().get()) {
      return refuse(Limit.WORKING_TIME, "the time for work is over");
    }
    if (caps.tokens().isPresent()
        && spent.tokens() + reservedTokens + tokens > caps.tokens().get()) {
      return refuse(Limit.TOKENS, "this call may need more tokens than are left");
    }
    if (caps.dollars().isPresent() && price.isEmpty()) {
      return refuse(
          Limit.DOLLARS, "the price of " + glance.model() + " is unknown, so no cap can hold");
    }
    if (caps.dollars().isPresent()
        && spent.pricedDollars() + reservedDollars + dollars > caps.dollars().get()) {
      return refuse(Limit.DOLLARS, "this call may cost more than is left");
    }
    return Optional.empty();
  }

  /**
   * No number stands in the words: opencode takes "429" or "500" anywhere in a message for a status
   * and tries again.
   */
  private static Optional<Admission.Refused> refuse(Limit limit, String why) {
    return Optional.of(
        new Admission.Refused(
            limit, "the exam's budget is used up (" + limit.word() + "): " + why));
  }

  /** Books what a call used. */
  synchronized Booked settle(
      int sequence,
      Admission.Granted granted,
      Optional<Usage> reported,
      long replyBytes,
      long millis) {
    release(granted);
    Usage used = reported.orElseGet(() -> Usage.of(granted.prompt(), (replyBytes + 3) / 4));
    if (reported.isPresent() && used.input() > 0 && granted.glance().weight() > 0) {
      tokensPerCharacter = (double) used.input() / granted.glance().weight();
    }
    Optional<Double> cost = prices.dollars(granted.glance().model(), used);
    meter.answered(used, cost, reported.isEmpty(), millis);
    return new Booked(sequence, used, reported.isEmpty(), cost, millis / 1e3);
  }

  /** Books an answered call of an earlier gateway that was killed before it had recorded it. */
  synchronized void recall(Booked call) {
    meter.called();
    meter.answered(
        call.usage(), call.dollars(), call.estimated(), Math.round(call.seconds() * 1000));
  }

  /** Books a call of an earlier gateway. */
  synchronized void recall(Recorded call, Usage used) {
    if (call.refused().isPresent()) {
      limit = limit.or(call::refused);
      meter.refused();
      return;
    }
    meter.called();
    call.faults().forEach(_ -> meter.faulted());
    if (call.status() == 200) {
      meter.answered(
          used, call.dollars(), call.usage().isEmpty(), Math.round(call.seconds() * 1000));
    }
  }

  /** A call that came to nothing gives back what was kept free for it. */
  synchronized void release(Admission.Granted granted) {
    underWay--;
    reservedTokens -= granted.tokens();
    reservedDollars -= granted.dollars();
  }

  synchronized Optional<Limit> limit() {
    return limit;
  }
}
