package ale.guest;

import ale.core.Opening;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The bytes to and from a server, where no wait is longer than the patience it is given. */
final class PatientSocket implements Closeable {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final long patienceNanos;

  private PatientSocket(SocketChannel channel, Selector selector, Duration patience)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.patienceNanos = patience.toNanos();
    channel.configureBlocking(false);
    this.key = channel.register(selector, 0);
  }

  static PatientSocket connect(Path socket, Duration patience) throws IOException {
    return Opening.with(
        SocketChannel.open(StandardProtocolFamily.UNIX),
        channel -> {
          channel.connect(UnixDomainSocketAddress.of(socket));
          return new PatientSocket(channel, Selector.open(), patience);
        });
  }

  void write(ByteBuffer bytes) throws IOException {
    long deadline = System.nanoTime() + patienceNanos;
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  /** Fills the buffer. */
  void read(ByteBuffer bytes) throws IOException {
    long deadline = System.nanoTime() + patienceNanos;
    while (bytes.hasRemaining()) {
      int n = channel.read(bytes);
      if (n < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (n == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
    }
  }

  /** Waits until there is something to read; another thread may close the socket meanwhile. */
  boolean readable(Duration within) throws IOException {
    try {
      key.interestOps(SelectionKey.OP_READ);
      int ready =
          within.isPositive() ? selector.select(1 + within.toMillis()) : selector.selectNow();
      selector.selectedKeys().clear();
      return ready > 0;
    } catch (CancelledKeyException | ClosedSelectorException e) {
      throw new IOException("the connection was closed", e);
    }
  }

  private void await(int operation, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new IOException("the server does not answer");
    }
    key.interestOps(operation);
    selector.select(1 + left / 1_000_000);
    selector.selectedKeys().clear();
  }

  @Override
  public void close() {
    try (channel) {
      selector.close();
    } catch (IOException e) {
      // nothing was lost: every byte that mattered has been read
    }
  }
}
