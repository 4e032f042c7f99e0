package ale.guest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a program as long as this computer runs: time in which the computer was frozen counts
 * for no more than a step, so that a paused program is not killed for being late.
 */
final class Patience {
  private static final long STEP = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_STEP = 5 * STEP;

  private Patience() {}

  /** Whether the program ended within its time. */
  static boolean ended(Process process, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    while (left > 0) {
      long before = System.nanoTime();
      if (process.waitFor(Math.min(left, STEP), TimeUnit.NANOSECONDS)) {
        return true;
      }
      left -= Math.min(System.nanoTime() - before, LONGEST_STEP);
    }
    return !process.isAlive();
  }
}
