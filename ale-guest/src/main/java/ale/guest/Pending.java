package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A client's request that waits for its answer. */
final class Pending {
  /** Takes what comes before the answer. */
  interface Receiver {
    void data(int stream, byte[] bytes) throws IOException;
  }

  private final long id;
  private final Wire wire;
  private final WorkClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Frame> arrived = new ArrayDeque<>();
  private final int[] held = new int[Frame.CONTENT + 1];
  private final Outflow[] outflows = new Outflow[Frame.CONTENT + 1];
  private @Nullable GuestException failure;
  private @Nullable IOException inputFailure;

  Pending(long id, Wire wire, WorkClock clock) {
    this.id = id;
    this.wire = wire;
    this.clock = clock;
    for (int s = 0; s < outflows.length; s++) {
      outflows[s] = new Outflow(id, s, wire::send);
    }
  }

  /** Called by the thread that reads the connection; never waits. */
  void arrive(Frame frame) {
    lock.lock();
    try {
      switch (frame.kind()) {
        case DATA -> {
          held[frame.stream()] += frame.payload().length - 1;
          if (held[frame.stream()] > Frame.WINDOW) {
            throw Frame.protocol("the guest sends more than its window allows");
          }
          arrived.add(frame);
        }
        case CREDIT -> outflows[frame.stream()].grant(frame.granted());
        case RESULT, ERROR -> arrived.add(frame);
        case END -> {}
        case HELLO, REQUEST, CANCEL ->
            throw Frame.protocol("a guest does not send " + frame.kind() + " here");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void fail(GuestException e) {
    lock.lock();
    try {
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    stopInput(e);
  }

  private void stopInput(GuestException e) {
    for (Outflow outflow : outflows) {
      outflow.fail(e);
    }
  }

  /** Sends the input beside whatever else happens; a failure to read it ends the request. */
  void feed(int stream, InputStream input) {
    Thread.ofVirtual()
        .name("guest-input-" + id)
        .start(() -> {
          // closed only when all is sent: what was cut short must not look whole
          try {
            input.transferTo(outflows[stream]);
            outflows[stream].close();
          } catch (GuestException e) {
            // the request is over before its input
          } catch (IOException e) {
            inputFailed(e);
          }
        });
  }

  private void inputFailed(IOException e) {
    lock.lock();
    try {
      inputFailure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands on what arrives until the answer is there.
   *
   * @param patience how long the guest may be silent
   */
  Fields await(Receiver receiver, Duration patience) throws IOException, InterruptedException {
    try {
      while (true) {
        Frame frame = next(patience);
        switch (frame.kind()) {
          case RESULT -> {
            return frame.fields();
          }
          case ERROR -> throw frame.failure();
          default -> {
            int stream = frame.stream();
            byte[] payload = frame.payload();
            receiver.data(stream, Arrays.copyOfRange(payload, 1, payload.length));
            taken(stream, payload.length - 1);
          }
        }
      }
    } finally {
      stopInput(new GuestException(GuestException.Code.CANCELLED, "the request is over"));
    }
  }

  private Frame next(Duration patience) throws IOException, InterruptedException {
    lock.lock();
    try {
      long end = clock.nanos() + patience.toNanos();
      while (arrived.isEmpty()) {
        if (failure != null) {
          throw failure;
        }
        if (inputFailure != null) {
          throw inputFailure;
        }
        long left = end - clock.nanos();
        if (left <= 0) {
          throw new GuestException(
              GuestException.Code.TIMEOUT,
              "the guest was silent for " + patience.toSeconds() + " seconds");
        }
        var _ = changed.awaitNanos(left);
      }
      return arrived.remove();
    } finally {
      lock.unlock();
    }
  }

  private void taken(int stream, int bytes) throws InterruptedException {
    lock.lock();
    try {
      held[stream] -= bytes;
    } finally {
      lock.unlock();
    }
    if (bytes > 0) {
      wire.send(Frame.credit(id, stream, bytes));
    }
  }
}
