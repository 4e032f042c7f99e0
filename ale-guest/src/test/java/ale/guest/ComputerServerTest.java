package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers what it should not: whoever works on that machine may have written it. */
final class ComputerServerTest {
  private HttpServer http;
  private volatile byte[] answer = new byte[0];
  private volatile int status = 200;
  private volatile Optional<String> location = Optional.empty();
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void open() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          location.ifPresent(to -> exchange.getResponseHeaders().set("Location", to));
          exchange.sendResponseHeaders(status, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
          }
        });
    http.start();
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private RemoteAccess access() {
    return RemoteAccess.of(URI.create("http://127.0.0.1:" + http.getAddress().getPort()));
  }

  private ComputerServer server() {
    return new ComputerServer(access());
  }

  private void answers(String text) {
    answer = text.getBytes(StandardCharsets.UTF_8);
  }

  private GuestException failure(String json) {
    answers("data: " + json + "\n\n");
    try (var server = server()) {
      new RemoteDrivers(server).screen(false).grab();
    } catch (GuestException e) {
      return e;
    }
    throw new AssertionError("it was believed: " + json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data: ",
        "data: []\n\n",
        "data: {\"success\":\"yes\"}\n\n",
        "data: {\"success\":true}\n\n",
        "data: {\"success\":true,\"image_data\":7}\n\n",
        "data: {\"success\":true,\"image_data\":\"no base64!\"}\n\n",
        "data: {\"success\":true,\"image_data\":\"aGVsbG8=\"}\n\n",
        "data: {\"success\":true,\"image_data\":\"\"} data: {}",
        "{\"success\":true}",
        "<html>hello</html>"
      })
  void does_not_believe_a_reply_that_is_not_the_protocols(String reply) {
    answers(reply);
    try (var server = server()) {
      assertThatThrownBy(() -> new RemoteDrivers(server).screen(false).grab())
          .isInstanceOfSatisfying(
              GuestException.class,
              e -> assertThat(e.code()).isEqualTo(GuestException.Code.PROTOCOL))
          .hasMessageContaining("screenshot");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void does_not_follow_json_that_is_nested_without_end() {
    assertThat(failure("{\"success\":" + "[".repeat(1 << 20)).code())
        .isEqualTo(GuestException.Code.PROTOCOL);
  }

  @Test
  void does_not_unpack_a_small_picture_that_says_it_is_huge() throws IOException {
    var png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", png);
    ByteBuffer bytes = ByteBuffer.wrap(png.toByteArray());
    bytes.putInt(16, 100_000).putInt(20, 100_000);
    var crc = new CRC32();
    crc.update(bytes.array(), 12, 17);
    bytes.putInt(29, (int) crc.getValue());
    String data = Base64.getEncoder().encodeToString(bytes.array());
    assertThat(failure("{\"success\":true,\"image_data\":\"" + data + "\"}"))
        .hasMessageContaining("100000x100000");
  }

  @Test
  void stops_reading_a_reply_without_end() throws IOException {
    http.removeContext("/");
    http.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] more = new byte[1 << 16];
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(more);
            }
          }
        });
    try (var server = server()) {
      assertThatThrownBy(server::system)
          .isInstanceOfSatisfying(
              GuestException.class,
              e -> assertThat(e.code()).isEqualTo(GuestException.Code.UNAVAILABLE));
    }
  }

  @Test
  void gives_up_on_a_reply_that_trickles() {
    http.removeContext("/");
    http.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(' ');
              out.flush();
              Thread.sleep(20);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (var server = server()) {
      assertThatThrownBy(
              () -> server.ask("version", Fields.of(), Duration.ofMillis(300), reply -> reply))
          .isInstanceOfSatisfying(
              GuestException.class,
              e -> assertThat(e.code()).isEqualTo(GuestException.Code.TIMEOUT));
    }
  }

  @Test
  void does_not_carry_its_key_elsewhere() {
    status = 307;
    location = Optional.of(access().url() + "/elsewhere");
    try (var server = server()) {
      assertThatThrownBy(server::system).hasMessageContaining("307");
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void tells_a_refusal_and_a_failure_apart() {
    status = 401;
    answers("{\"detail\":\"Missing API key\"}");
    try (var server = server()) {
      assertThatThrownBy(server::system)
          .isInstanceOfSatisfying(
              GuestException.class,
              e -> assertThat(e.code()).isEqualTo(GuestException.Code.REFUSED))
          .hasMessageContaining("Missing API key");
    }
    status = 200;
    assertThat(failure("{\"success\":false,\"error\":\"no\\u001b[2J screen\"}"))
        .hasMessageEndingWith("cannot do screenshot: no [2J screen");
  }

  @Test
  void names_a_server_that_is_not_there() {
    http.stop(0);
    try (var server = server()) {
      assertThatThrownBy(server::system)
          .isInstanceOf(GuestException.class)
          .hasMessageContaining(access().url().toString());
    }
    assertThatThrownBy(() -> RemoteAccess.of(URI.create("file:///etc/passwd")))
        .hasMessageContaining("http://HOST:PORT");
  }

  @Test
  void keeps_the_key_out_of_what_is_printed() {
    var access =
        new RemoteAccess(access().url(), Optional.of("the secret"), Optional.of("container"));
    assertThat(access.toString()).doesNotContain("secret").contains("container");
  }
}
