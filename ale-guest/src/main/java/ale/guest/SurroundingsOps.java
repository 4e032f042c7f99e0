package ale.guest;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every program in the sandbox finds around it: variables in its environment, and ports of
 * loopback behind which there is a Unix socket.
 */
final class SurroundingsOps implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final Map<Integer, Forward> forwards = new HashMap<>();
  private final Map<String, Map<String, String>> layers = new TreeMap<>();

  /** A port that is listened to; later connections may go elsewhere than earlier ones. */
  private static final class Forward {
    private final Listener listener;
    private volatile Path socket;

    Forward(int port, Path socket) throws IOException {
      this.socket = socket;
      try {
        this.listener = Listener.loopback(port, this::serve);
      } catch (BindException e) {
        throw new GuestException(
            GuestException.Code.UNAVAILABLE,
            "port " + port + " of the sandbox cannot be had: " + e.getMessage(),
            e);
      }
    }

    private void serve(SocketChannel connection) throws IOException {
      Listener.tie(connection, patiently());
    }

    /**
     * A socket at which nobody listens is that of a controller that ended; the next one listens
     * there again. A door that was closed on purpose has no socket any more.
     */
    private SocketChannel patiently() throws IOException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        Path to = socket;
        try {
          return Listener.connect(to);
        } catch (IOException e) {
          if (!listener.open() || !Files.exists(to) || System.nanoTime() > deadline) {
            throw e;
          }
        }
        try {
          Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
    }
  }

  Map<String, Operation> all() {
    return Map.of(
        "forward", call -> forward(call.request()), "environment", call -> layer(call.request()));
  }

  private synchronized Fields layer(Fields request) {
    layers.put(request.string("layer", ""), request.texts("env"));
    return Fields.of();
  }

  /** What programs that are started from now on have in their environment. */
  synchronized Map<String, String> environment() {
    var all = new HashMap<String, String>();
    layers.values().forEach(all::putAll);
    return all;
  }

  private synchronized Fields forward(Fields request) throws IOException {
    int port = request.integer("port", 1, 65_535);
    Path socket = Path.of(request.string("socket"));
    if (!socket.isAbsolute()) {
      throw GuestException.badRequest("\"socket\" must be an absolute path and is " + socket);
    }
    Forward there = forwards.get(port);
    if (there == null) {
      forwards.put(port, new Forward(port, socket));
    } else {
      there.socket = socket;
    }
    return Fields.of("port", port);
  }

  @Override
  public synchronized void close() {
    forwards.values().forEach(forward -> forward.listener.close());
  }
}
