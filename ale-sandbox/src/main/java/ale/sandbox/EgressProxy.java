package ale.sandbox;

import ale.guest.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The way out of a sandbox: an HTTP proxy in the controller that decides by rules, looks names up
 * itself, and connects to the very address that it checked.
 */
final class EgressProxy implements Listener.Handler {
  private static final int MOST_DRAINED = 1 << 24;

  private final HostRules rules;
  private final Outside outside;
  private final Visits visits;
  private final InstantSource clock;

  EgressProxy(HostRules rules, Outside outside, Visits visits, InstantSource clock) {
    this.rules = rules;
    this.outside = outside;
    this.visits = visits;
    this.clock = clock;
  }

  @Override
  public void serve(SocketChannel client) throws IOException {
    ProxyRequest request;
    try {
      request = ProxyRequest.read(client);
    } catch (ProxyRequest.Misunderstood e) {
      answer(client, "400 Bad Request", String.valueOf(e.getMessage()));
      return;
    }
    Optional<SocketChannel> host = reach(client, request);
    if (host.isPresent()) {
      String greeting = request.tunnel() ? "HTTP/1.1 200 Connection established\r\n\r\n" : "";
      try {
        write(client, greeting.getBytes(StandardCharsets.ISO_8859_1));
        write(host.get(), request.onward());
      } catch (IOException e) {
        host.get().close();
        throw e;
      }
      Listener.tie(client, host.get());
    }
  }

  /** Connects if the rules allow it; else the client was told. */
  private Optional<SocketChannel> reach(SocketChannel client, ProxyRequest request)
      throws IOException {
    Optional<String> objection = rules.objection(request.host());
    if (objection.isPresent()) {
      return refuse(client, request, objection.get());
    }
    String trouble = "it has no address";
    try {
      List<InetAddress> all = outside.resolve(request.host());
      List<InetAddress> allowed = rules.among(request.host(), all);
      if (allowed.isEmpty() && !all.isEmpty()) {
        return refuse(
            client, request, all.getFirst().getHostAddress() + " is not an allowed address");
      }
      for (InetAddress address : allowed) {
        try {
          SocketChannel host = outside.connect(new InetSocketAddress(address, request.port()));
          note(request, Visit.Verdict.CONNECTED, address.getHostAddress());
          return Optional.of(host);
        } catch (IOException e) {
          trouble = address.getHostAddress() + ": " + e.getMessage();
        }
      }
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    }
    note(request, Visit.Verdict.FAILED, trouble);
    answer(client, "502 Bad Gateway", request.host() + " cannot be reached: " + trouble);
    return Optional.empty();
  }

  private Optional<SocketChannel> refuse(SocketChannel client, ProxyRequest request, String why)
      throws IOException {
    note(request, Visit.Verdict.REFUSED, why);
    answer(client, "403 Forbidden", "the network policy of this computer: " + why);
    return Optional.empty();
  }

  private void note(ProxyRequest request, Visit.Verdict verdict, String detail) {
    visits.add(new Visit(clock.instant(), request.host(), request.port(), verdict, detail));
  }

  private static void answer(SocketChannel client, String status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, body.length);
    write(client, head.getBytes(StandardCharsets.ISO_8859_1));
    write(client, body);
    client.shutdownOutput();
    drain(client);
  }

  /** A connection that is closed before all was read is reset, and the answer may be lost. */
  private static void drain(SocketChannel client) throws IOException {
    ByteBuffer rest = ByteBuffer.allocate(1 << 14);
    for (int read = 0, n = 0; n >= 0 && read < MOST_DRAINED; read += n) {
      n = client.read(rest.clear());
    }
  }

  private static void write(SocketChannel to, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }
}
