package ale.agents.generalist;

import ale.agents.WorkReport;
import ale.guest.WorkClock;
import java.time.Duration;

/** When the work must be over, by the clock of its computer. */
final class Deadline {
  private final Duration all;
  private final WorkClock clock;
  private final long end;

  private Deadline(Duration all, WorkClock clock) {
    this.all = all;
    this.clock = clock;
    this.end = clock.nanos() + all.toNanos();
  }

  static Deadline in(Duration all, WorkClock clock) {
    return new Deadline(all, clock);
  }

  /** What is left; nothing is not a duration that one can wait for. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - clock.nanos()));
  }

  /** Ends the work if its time is over. */
  void check() {
    if (left().isZero()) {
      throw stop();
    }
  }

  Stopped stop() {
    return new Stopped(
        WorkReport.limit("the time for the work, " + all.toSeconds() + " s, is over"));
  }
}
