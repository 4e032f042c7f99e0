package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The WebSocket door, by the JDK's own client. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SocketTest {
  @TempDir static Path temp;
  private static TestDesk desk;

  @BeforeAll
  static void open() throws Exception {
    desk = new TestDesk(temp);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  /** A client that keeps what it is told. */
  static final class Client implements WebSocket.Listener, AutoCloseable {
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Client(TestDesk desk, String path, String token) {
      WebSocket.Builder builder = desk.http().newWebSocketBuilder();
      if (!token.isEmpty()) {
        builder.header("X-API-Key", token);
      }
      socket = builder.buildAsync(desk.socket(path), this).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage("");
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      messages.add("closed " + code);
      return CompletableFuture.completedStage("");
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      messages.add("error " + error);
    }

    void send(String text) {
      socket.sendText(text, true).join();
    }

    String next() throws InterruptedException {
      return String.valueOf(messages.poll(20, TimeUnit.SECONDS));
    }

    JsonNode reply() throws InterruptedException {
      return Json.tree(next());
    }

    @Override
    public void close() {
      socket.abort();
    }
  }

  @Test
  void answers_every_request_in_order() throws Exception {
    try (var client = new Client(desk, "/ws", TestDesk.TOKEN)) {
      client.send("{\"command\":\"run_command\",\"params\":{\"command\":\"sleep 0.3; echo 1\"}}");
      client.send("{\"command\":\"get_screen_size\"}");
      client.send("{\"command\":\"clik\",\"params\":{}}");
      client.send("no json");
      client.send("{\"command\":\"screenshot\",\"params\":null}");
      assertThat(client.reply().path("stdout").asString()).isEqualTo("1\n");
      assertThat(client.next())
          .startsWith("{\"success\":true,\"size\":{")
          .contains("\"width\":800");
      JsonNode unknown = client.reply();
      assertThat(unknown.path("success").asBoolean(true)).isFalse();
      assertThat(unknown.path("error").asString())
          .startsWith("Unknown command: clik. Did you mean: ")
          .contains("click");
      assertThat(client.reply().path("error").asString()).startsWith("Invalid JSON: ");
      assertThat(client.reply().path("image_data").asString()).startsWith("iVBOR");
    }
  }

  @Test
  void takes_messages_of_many_megabytes() throws Exception {
    Path file = temp.resolve("large");
    String text = "x".repeat(12_000_000);
    try (var client = new Client(desk, "/ws", TestDesk.TOKEN)) {
      client.send(
          Json.line(
              TestDesk.fields(
                  "command",
                  "write_text",
                  "params",
                  TestDesk.fields("path", file.toString(), "content", text))));
      assertThat(client.reply().path("success").asBoolean()).isTrue();
      assertThat(Files.size(file)).isEqualTo(12_000_000);
      client.send("{\"command\":\"read_text\",\"params\":{\"path\":\"" + file + "\"}}");
      assertThat(client.reply().path("content").asString()).isEqualTo(text);
    }
  }

  @Test
  void a_stranger_must_first_show_the_token() throws Exception {
    try (var client = new Client(desk, "/ws", "")) {
      client.send("{\"command\":\"version\"}");
      assertThat(client.reply().path("error").asString())
          .isEqualTo("First message must be authentication");
      assertThat(client.next()).startsWith("closed");
    }
    try (var client = new Client(desk, "/ws", "")) {
      client.send("{\"command\":\"authenticate\",\"params\":{\"api_key\":\"guess\"}}");
      assertThat(client.reply().path("error").asString()).isEqualTo("Authentication failed");
      assertThat(client.next()).startsWith("closed");
    }
    try (var client = new Client(desk, "/ws", "")) {
      client.send("{\"command\":\"authenticate\"}");
      assertThat(client.reply().path("error").asString()).isEqualTo("API key required");
    }
    try (var client = new Client(desk, "/ws", "")) {
      client.send(
          "{\"command\":\"authenticate\",\"params\":{\"api_key\":\""
              + TestDesk.TOKEN
              + "\",\"container_name\":\"any\"}}");
      assertThat(client.next())
          .contains("\"success\":true")
          .contains("\"message\":\"Authentication successful\"");
      client.send("{\"command\":\"version\"}");
      assertThat(client.reply().path("protocol").asInt()).isEqualTo(1);
    }
  }

  @Test
  void a_stranger_may_not_send_much() throws Exception {
    try (var client = new Client(desk, "/ws", "")) {
      // the doors may close while some of it is still on its way, which the sender sees as an error
      client.socket.sendText("x".repeat(200_000), true).exceptionally(_ -> client.socket).join();
      assertThat(client.next()).containsPattern("^(closed|error)");
    }
  }
}
