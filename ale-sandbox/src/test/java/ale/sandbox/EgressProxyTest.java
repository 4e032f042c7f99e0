package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ale.guest.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy in a world of the test's own, whose every address is one listener on loopback. */
@Timeout(60)
class EgressProxyTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path folder;
  private Visits visits;
  private ServerSocket host;

  /** Says what it was asked, back to whoever asked. */
  private void echo() {
    while (!host.isClosed()) {
      try (Socket client = host.accept()) {
        byte[] bytes = new byte[4096];
        int count = client.getInputStream().read(bytes);
        client.getOutputStream().write("host got: ".getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().write(bytes, 0, Math.max(count, 0));
      } catch (IOException e) {
        if (!host.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @BeforeEach
  void open() throws IOException {
    visits = Visits.in(folder.resolve("visits"));
    host = new ServerSocket(0, 10, HERE);
    Thread.ofVirtual().start(this::echo);
  }

  @AfterEach
  void shut() throws IOException {
    host.close();
  }

  private final Outside world =
      new Outside() {
        private final Map<String, List<String>> names =
            Map.of(
                "good.test",
                List.of("93.184.215.14"),
                "rebound.test",
                List.of("169.254.169.254"),
                "mixed.test",
                List.of("127.0.0.1", "93.184.215.14"));

        @Override
        public List<InetAddress> resolve(String name) throws IOException {
          if (AddressBlock.of(name).isPresent()) {
            return List.of(InetAddress.ofLiteral(name));
          }
          if (!names.containsKey(name)) {
            throw new UnknownHostException("no " + name);
          }
          return names.get(name).stream().map(InetAddress::ofLiteral).toList();
        }

        @Override
        public SocketChannel connect(InetSocketAddress address) throws IOException {
          return SocketChannel.open(host.getLocalSocketAddress());
        }
      };

  private String ask(HostRules rules, String request) throws IOException {
    Path socket = folder.resolve("door");
    try (Listener _ =
            Listener.unix(socket, new EgressProxy(rules, world, visits, InstantSource.system()));
        SocketChannel client = Listener.connect(socket);
        InputStream answer = Channels.newInputStream(client)) {
      client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      client.shutdownOutput();
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      java.nio.file.Files.deleteIfExists(socket);
    }
  }

  private static final HostRules GOOD = HostRules.of(List.of("good.test"));

  @Test
  void a_tunnel_to_an_allowed_name_carries_bytes_as_they_are() throws IOException {
    assertThat(ask(GOOD, "CONNECT good.test:443 HTTP/1.1\r\nHost: x\r\n\r\nabc"))
        .isEqualTo("HTTP/1.1 200 Connection established\r\n\r\nhost got: abc");
    assertThat(visits.all())
        .singleElement()
        .extracting(Visit::verdict, Visit::host, Visit::port, Visit::detail)
        .containsExactly(Visit.Verdict.CONNECTED, "good.test", 443, "93.184.215.14");
  }

  @Test
  void a_plain_request_is_asked_of_the_host_in_its_own_name() throws IOException {
    assertThat(
            ask(
                GOOD,
                "POST http://Good.test:8080?q=1 HTTP/1.1\r\nHost: other.test\r\n"
                    + "Proxy-Authorization: secret\r\nAccept: */*\r\n\r\nbody"))
        .isEqualTo(
            "host got: POST /?q=1 HTTP/1.1\r\nHost: Good.test:8080\r\nConnection: close\r\n"
                + "Accept: */*\r\n\r\nbody");
  }

  @Test
  void a_name_that_is_not_listed_is_not_even_looked_up() throws IOException {
    assertThat(ask(GOOD, "CONNECT secret.evil.test:443 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("secret.evil.test is not on the list");
    assertThat(visits.all())
        .singleElement()
        .extracting(Visit::verdict)
        .isEqualTo(Visit.Verdict.REFUSED);
  }

  @Test
  void a_name_that_means_an_inner_address_is_refused_though_it_is_listed() throws IOException {
    HostRules rules = HostRules.of(List.of("rebound.test", "mixed.test"));
    assertThat(ask(rules, "CONNECT rebound.test:80 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("169.254.169.254");
    assertThat(ask(rules, "CONNECT mixed.test:80 HTTP/1.1\r\n\r\nx")).contains("host got");
    assertThat(visits.all().getLast().detail())
        .as("the address that was checked is the one that was connected to")
        .isEqualTo("93.184.215.14");
    assertThat(
            ask(
                HostRules.of(List.of("rebound.test", "169.254.0.0/16")),
                "CONNECT rebound.test:80 HTTP/1.1\r\n\r\nx"))
        .as("listed, the inner address is reached")
        .contains("host got");
  }

  @Test
  void a_name_without_an_address_is_a_failure_and_no_refusal() throws IOException {
    assertThat(ask(HostRules.everyPublic(), "CONNECT nowhere.test:1 HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 502")
        .contains("nowhere.test cannot be reached");
    assertThat(visits.all().getLast().verdict()).isEqualTo(Visit.Verdict.FAILED);
  }

  @Test
  void addresses_of_version_six_stand_in_brackets() throws IOException {
    assertThat(ask(HostRules.everyPublic(), "CONNECT [2606:4700::1111]:443 HTTP/1.1\r\n\r\nx"))
        .contains("host got: x");
    assertThat(ask(HostRules.everyPublic(), "CONNECT [::1]:443 HTTP/1.1\r\n\r\nx"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void what_is_no_request_gets_an_answer() throws IOException {
    for (String nonsense :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "\r\n\r\n",
            "CONNECT good.test:99999 HTTP/1.1\r\n\r\n",
            "CONNECT u@good.test:1 HTTP/1.1\r\n\r\n",
            "CONNECT [::1]x HTTP/1.1\r\n\r\n",
            "CONNECT [::1 HTTP/1.1\r\n\r\n",
            "x".repeat(40_000))) {
      assertThat(ask(GOOD, nonsense)).as(nonsense).startsWith("HTTP/1.1 400");
    }
    assertThat(visits.all()).isEmpty();
  }

  @Test
  void visits_are_kept_up_to_a_bound() throws IOException {
    for (int i = 0; i < Visits.MOST + 10; i++) {
      visits.add(new Visit(InstantSource.system().instant(), "h", 1, Visit.Verdict.REFUSED, "why"));
    }
    assertThat(visits.all()).hasSize(Visits.MOST);
  }
}
