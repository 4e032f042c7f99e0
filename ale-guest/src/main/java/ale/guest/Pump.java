package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries one output of a process to the client.
 *
 * <p>The output is over when every process that holds it has closed it. A program that leaves
 * something running in the background ends before that, so after the program's end only what it can
 * have left in the pipe is still carried; what its descendants write from then on is read and
 * dropped, which keeps them alive where a closed pipe would kill them.
 */
final class Pump {
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** No pipe holds more than this unless root has raised the system's limit. */
  private static final long MOST_IN_PIPE = 1 << 20;

  private final OutputStream to;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long carried;
  private long readingSince;
  private boolean reading;
  private boolean over;

  Pump(OutputStream to) {
    this.to = to;
  }

  /**
   * Starts a program whose outputs these two carry, each in a thread of the platform's own, because
   * a read of a pipe holds its thread, and carriers of virtual threads are few.
   */
  static Process launch(ProcessBuilder program, Pump out, Pump err) throws IOException {
    if (!LibC.LINUX) {
      Process process = Fence.start(program);
      out.start("guest-stdout", process.getInputStream());
      err.start("guest-stderr", process.getErrorStream());
      return process;
    }
    try (Pipe stdout = Pipe.open();
        Pipe stderr = Pipe.open()) {
      // a program that cannot be started closes both pipes, and that ends both threads
      out.start("guest-stdout", stdout.from());
      err.start("guest-stderr", stderr.from());
      return Fence.start(program.redirectOutput(stdout.to()).redirectError(stderr.to()));
    }
  }

  private void start(String name, InputStream from) {
    Thread.ofPlatform().daemon().name(name).start(() -> carry(from));
  }

  private void carry(InputStream from) {
    byte[] buffer = new byte[1 << 16];
    try (from) {
      for (int n = read(from, buffer); n >= 0; n = read(from, buffer)) {
        if (!isOver()) {
          to.write(buffer, 0, n);
        }
      }
    } catch (IOException | GuestException e) {
      // cancelled: the program is being killed, and may as well lose its pipe
    } finally {
      finish();
    }
  }

  private int read(InputStream from, byte[] buffer) throws IOException {
    lock.lock();
    try {
      reading = true;
      readingSince = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    int count = from.read(buffer);
    lock.lock();
    try {
      reading = false;
      carried += Math.max(count, 0);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return count;
  }

  private boolean isOver() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  private void finish() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Called after the program's end: waits until all it wrote is on its way, and ends the stream.
   */
  void settle() throws InterruptedException, IOException {
    lock.lock();
    try {
      long enough = carried + MOST_IN_PIPE;
      long since = System.nanoTime();
      while (!over) {
        long silent = System.nanoTime() - Math.max(since, readingSince);
        if (reading && (silent >= SILENCE_NANOS || carried >= enough)) {
          break;
        }
        changed.awaitNanos(reading ? SILENCE_NANOS - silent : SILENCE_NANOS);
      }
      over = true;
    } finally {
      lock.unlock();
    }
    to.close();
  }
}
