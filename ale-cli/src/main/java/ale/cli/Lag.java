package ale.cli;

import java.time.Duration;
import java.util.Arrays;

/** How late a timer of a virtual thread fires, which is how late anything in this process is. */
final class Lag {
  private static final Duration TIMER = Duration.ofMillis(10);

  /** Percentiles in milliseconds. */
  record Millis(double p50, double p99) {}

  private final long[] nanos;

  private Lag(long[] nanos) {
    this.nanos = nanos;
  }

  /** Lets the timer fire again and again for some time. */
  static Lag watch(Duration time) throws InterruptedException {
    long[] late = new long[(int) time.dividedBy(TIMER)];
    int[] count = {0};
    Thread watcher =
        Thread.ofVirtual()
            .start(() -> {
              long end = System.nanoTime() + time.toNanos();
              while (System.nanoTime() < end && count[0] < late.length) {
                long start = System.nanoTime();
                try {
                  Thread.sleep(TIMER);
                } catch (InterruptedException e) {
                  return;
                }
                late[count[0]++] = System.nanoTime() - start - TIMER.toNanos();
              }
            });
    watcher.join();
    return new Lag(Arrays.stream(late, 0, count[0]).sorted().toArray());
  }

  Millis millis() {
    return new Millis(at(0.5), at(0.99));
  }

  private double at(double share) {
    return nanos.length == 0 ? 0 : nanos[(int) (share * (nanos.length - 1))] / 1e6;
  }
}
