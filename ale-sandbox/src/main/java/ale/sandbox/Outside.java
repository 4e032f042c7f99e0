package ale.sandbox;

import ale.core.Opening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The world beyond this machine, as the controller reaches it for a sandbox. Tests put a world of
 * their own in its place.
 */
public interface Outside {
  /** The addresses of a name, or the address that is written there. */
  List<InetAddress> resolve(String host) throws IOException;

  /** Connects to exactly this address. */
  SocketChannel connect(InetSocketAddress address) throws IOException;

  /** The network of this machine. */
  static Outside real() {
    return Real.INSTANCE;
  }

  /**
   * The system's resolver and sockets. Names are looked up by few platform threads, since a lookup
   * holds its thread, and a sandbox must not hold the controller's.
   */
  final class Real implements Outside {
    private static final Real INSTANCE = new Real();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ExecutorService LOOKUPS =
        Executors.newFixedThreadPool(
            8, Thread.ofPlatform().daemon().name("sandbox-lookup-", 0).factory());

    private Real() {}

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
      try {
        return LOOKUPS
            .submit(() -> List.of(InetAddress.getAllByName(host)))
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new IOException("there is no address of " + host, e);
      } catch (TimeoutException e) {
        throw new IOException("looking up " + host + " took too long", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    @Override
    public SocketChannel connect(InetSocketAddress address) throws IOException {
      return Opening.with(
          SocketChannel.open(),
          channel -> {
            channel.socket().connect(address, (int) PATIENCE.toMillis());
            return channel;
          });
    }
  }
}
