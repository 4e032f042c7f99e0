package ale.guest;

/**
 * The time of one computer, which stands still while the computer is made to. What waits for the
 * computer counts this time, so nobody loses patience with one that is paused.
 */
public final class WorkClock {
  private long stood;
  private long since;
  private int holds;

  WorkClock() {}

  /** Nanoseconds from some origin, as {@link System#nanoTime} has them. */
  public synchronized long nanos() {
    return (holds > 0 ? since : System.nanoTime()) - stood;
  }

  /** How long it has stood still in all. */
  public synchronized long stoodMillis() {
    return (stood + (holds > 0 ? System.nanoTime() - since : 0)) / 1_000_000;
  }

  /** Whether it stands still now. */
  public synchronized boolean held() {
    return holds > 0;
  }

  /** Makes it stand still until as many calls of {@link #release}. */
  public synchronized void hold() {
    if (holds++ == 0) {
      since = System.nanoTime();
    }
  }

  public synchronized void release() {
    if (holds > 0 && --holds == 0) {
      stood += System.nanoTime() - since;
    }
  }
}
