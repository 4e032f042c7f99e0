package ale.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The running counts of one session; it knows no caps. */
final class Meter {
  private final InstantSource clock;
  private long opened;
  private long calls;
  private long turns;
  private long refused;
  private Usage usage = Usage.NONE;
  private double dollars;
  private long unpriced;
  private long estimated;
  private long faults;
  private long modelMillis;
  private long waitedMillis;
  private int waiting;
  private long waitingSince;
  private LongSupplier stood = () -> 0;

  Meter(InstantSource clock) {
    this.clock = clock;
    this.opened = clock.millis();
  }

  /** Time runs since then. */
  synchronized void openedBefore(Duration since) {
    opened = clock.millis() - since.toMillis();
  }

  /** Time in which the agent's computer stood still is not counted. */
  synchronized void excluding(LongSupplier millis) {
    stood = millis;
  }

  synchronized void called() {
    calls++;
  }

  synchronized void refused() {
    refused++;
  }

  synchronized void faulted() {
    faults++;
  }

  synchronized void answered(Usage used, Optional<Double> cost, boolean guessed, long millis) {
    turns++;
    usage = usage.plus(used);
    dollars += cost.orElse(0.0);
    unpriced += cost.isEmpty() ? 1 : 0;
    estimated += guessed ? 1 : 0;
    modelMillis += millis;
  }

  /** Waiting is counted once however many calls wait at the same time. */
  synchronized void waits(boolean now) {
    long millis = clock.millis();
    if (waiting > 0) {
      waitedMillis += millis - waitingSince;
    }
    waitingSince = millis;
    waiting += now ? 1 : -1;
  }

  synchronized Spent spent() {
    long now = clock.millis();
    long waited = waitedMillis + (waiting > 0 ? now - waitingSince : 0);
    long wall = now - opened - stood.getAsLong();
    return new Spent(
        calls,
        turns,
        refused,
        usage,
        usage.tokens(),
        unpriced == 0 ? Optional.of(dollars) : Optional.empty(),
        dollars,
        unpriced,
        estimated,
        faults,
        wall / 1e3,
        (wall - waited) / 1e3,
        waited / 1e3,
        modelMillis / 1e3);
  }
}
