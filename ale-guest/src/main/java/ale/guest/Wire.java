package ale.guest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over a byte channel. Anybody may send; one thread reads.
 *
 * <p>Frames go out through a bounded queue and a thread of its own, because a thread that is
 * interrupted while it writes to a channel closes it: an interrupted caller must not end the
 * connection for everybody else.
 */
final class Wire implements Closeable {
  private static final int HEADER = 13;

  /** One byte more than a MiB of a stream, for the number of the stream. */
  private static final int MOST_PAYLOAD = Frame.MOST_PAYLOAD + 1;

  private static final int MOST_WAITING = 1 << 20;
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ByteChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean writing;
  private boolean closed;

  Wire(ByteChannel channel) {
    this.channel = channel;
    Thread.ofVirtual().name("guest-wire").start(this::writeAll);
  }

  /** Queues a frame, after waiting for room. */
  void send(Frame frame) throws InterruptedException {
    lock.lock();
    try {
      while (!closed && waitingBytes > MOST_WAITING) {
        changed.await();
      }
      if (closed) {
        throw lost("the connection is closed");
      }
      queue(frame);
    } finally {
      lock.unlock();
    }
  }

  /** Queues a last word and closes once it is out, or a moment later if nobody takes it. */
  void closeAfter(Frame frame) {
    lock.lock();
    try {
      if (!closed) {
        queue(frame);
        long left = LINGER_NANOS;
        while (!closed && left > 0 && (writing || !waiting.isEmpty())) {
          left = changed.awaitNanos(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
      close();
    }
  }

  private void queue(Frame frame) {
    waiting.add(frame);
    waitingBytes += HEADER + frame.payload().length;
    changed.signalAll();
  }

  private void writeAll() {
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (true) {
        Frame frame = take();
        header.clear();
        header.putInt(HEADER - 4 + frame.payload().length);
        header.put((byte) frame.kind().number()).putLong(frame.id()).flip();
        writeFully(header);
        writeFully(ByteBuffer.wrap(frame.payload()));
      }
    } catch (IOException | InterruptedException e) {
      close();
    }
  }

  private Frame take() throws IOException, InterruptedException {
    lock.lock();
    try {
      writing = false;
      changed.signalAll();
      while (!closed && waiting.isEmpty()) {
        changed.await();
      }
      if (closed) {
        throw new IOException("closed");
      }
      Frame frame = waiting.remove();
      waitingBytes -= HEADER + frame.payload().length;
      writing = true;
      return frame;
    } finally {
      lock.unlock();
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The next frame; empty when the other side has closed the connection between two frames. */
  Optional<Frame> read() {
    return read(MOST_PAYLOAD);
  }

  /** The same, where a payload has at most so many bytes. */
  Optional<Frame> read(int mostPayload) {
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      if (!readFully(header)) {
        return Optional.empty();
      }
      int length = header.getInt(0);
      if (length < HEADER - 4 || length - (HEADER - 4) > mostPayload) {
        throw Frame.protocol("a frame of " + Integer.toUnsignedString(length) + " bytes");
      }
      Frame.Kind kind = Frame.Kind.of(header.get(4));
      byte[] payload = new byte[length - (HEADER - 4)];
      if (!readFully(ByteBuffer.wrap(payload)) && payload.length > 0) {
        throw lost("the connection ended in the middle of a frame");
      }
      return Optional.of(new Frame(kind, header.getLong(5), payload));
    } catch (IOException e) {
      throw new GuestException(
          GuestException.Code.LOST_CONNECTION, "the connection is lost: " + e.getMessage(), e);
    }
  }

  /** Whether the buffer was filled; false if the channel ended before its first byte. */
  private boolean readFully(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        if (buffer.position() == 0) {
          return false;
        }
        throw new IOException("it ended in the middle of a frame");
      }
    }
    return true;
  }

  private static GuestException lost(String message) {
    return new GuestException(GuestException.Code.LOST_CONNECTION, message);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      channel.close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }
}
