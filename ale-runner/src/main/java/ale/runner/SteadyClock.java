package ale.runner;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that is set once and then never jumps, so that time limits hold though somebody sets it.
 */
final class SteadyClock implements InstantSource {
  private final Instant start;
  private final long began;

  private SteadyClock(Instant start) {
    this.start = start;
    this.began = System.nanoTime();
  }

  static SteadyClock from(InstantSource clock) {
    return new SteadyClock(clock.instant());
  }

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - began);
  }
}
