package ale.agents.generalist;

import ale.agents.WorkReport;
import java.time.Duration;

/** When the work must be over. */
final class Deadline {
  private final Duration all;
  private final long end;

  private Deadline(Duration all) {
    this.all = all;
    this.end = System.nanoTime() + all.toNanos();
  }

  static Deadline in(Duration all) {
    return new Deadline(all);
  }

  /** What is left; nothing is not a duration that one can wait for. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
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
