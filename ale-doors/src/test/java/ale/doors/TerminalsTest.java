package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The terminals of the computer-server protocol. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TerminalsTest {
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

  private static JsonNode start(String body) throws Exception {
    HttpResponse<String> response = desk.post("/pty", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.tree(response.body());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String input(String text) {
    return "{\"data\":\"" + base64(text) + "\"}";
  }

  private static String decoded(JsonNode event) {
    return new String(
        Base64.getDecoder().decode(event.path("data").asString()), StandardCharsets.UTF_8);
  }

  @Test
  void a_shell_is_typed_into_resized_and_followed_to_its_end() throws Exception {
    JsonNode info =
        start("{\"cols\":100,\"rows\":30,\"envs\":{\"WHO\":\"me\",\"HOME\":\"/\"},\"cwd\":\"/\"}");
    String path = "/pty/" + info.path("pid").asLong();
    assertThat(info.path("cols").asInt()).isEqualTo(100);
    assertThat(Json.tree(desk.get(path).body())).isEqualTo(info);
    HttpResponse<Stream<String>> stream =
        desk.http()
            .send(
                desk.request(path + "/stream").header("X-API-Key", TestDesk.TOKEN).build(),
                HttpResponse.BodyHandlers.ofLines());
    assertThat(stream.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(desk.post(path + "/resize", "{\"cols\":111,\"rows\":33}").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(desk.post(path + "/stdin", input("echo $WHO in $PWD; stty size; exit 7\n")).body())
        .isEqualTo("{\"ok\":true}");
    var shown = new StringBuilder();
    JsonNode last = Json.tree("{}");
    for (String line : stream.body().filter(line -> line.startsWith("data: ")).toList()) {
      last = Json.tree(line.substring(6));
      if (last.path("type").asString().equals("output")) {
        shown.append(decoded(last));
      }
    }
    assertThat(shown).contains("me in /").contains("33 111");
    assertThat(last).isEqualTo(Json.tree("{\"type\":\"exit\",\"code\":7}"));
    assertThat(desk.get(path).body()).contains("\"cols\":111");
  }

  @Test
  void a_socket_carries_both_directions_and_nothing_is_lost_before_it() throws Exception {
    JsonNode info = start("{\"command\":\"echo early; cat\"}");
    String path = "/pty/" + info.path("pid").asLong() + "/ws";
    Thread.sleep(300);
    String query = "?container_name=c&api_key=" + TestDesk.TOKEN.replace(" ", "%20");
    try (var client = new SocketTest.Client(desk, path + query, "")) {
      assertThat(shownUntil(client, "early")).contains("early");
      client.send("{\"type\":\"nonsense\"}");
      client.send("no json");
      client.send("{\"type\":\"stdin\",\"data\":\"" + base64("hällo\n") + "\"}");
      assertThat(shownUntil(client, "hällo")).contains("hällo");
      client.send("{\"type\":\"stdin\",\"data\":\"" + base64("\u0004") + "\"}");
      String message = client.next();
      while (!message.contains("exit")) {
        message = client.next();
      }
      assertThat(message).isEqualTo("{\"type\":\"exit\",\"code\":0}");
    }
  }

  private static String shownUntil(SocketTest.Client client, String part) throws Exception {
    var shown = new StringBuilder();
    while (!shown.toString().contains(part)) {
      shown.append(decoded(client.reply()));
    }
    return shown.toString();
  }

  @Test
  void a_terminal_can_be_killed_once() throws Exception {
    long pid = start("{\"command\":\"sleep 100\"}").path("pid").asLong();
    assertThat(ProcessHandle.of(pid)).isPresent();
    assertThat(delete(pid)).isEqualTo("{\"killed\":true}");
    TestDesk.until(() -> ProcessHandle.of(pid).isEmpty());
    TestDesk.until(() -> delete(pid).equals("{\"killed\":false}"));
    assertThat(delete(4711)).isEqualTo("{\"killed\":false}");
  }

  private static String delete(long pid) throws java.io.IOException, InterruptedException {
    HttpRequest request =
        desk.request("/pty/" + pid).header("X-API-Key", TestDesk.TOKEN).DELETE().build();
    return desk.send(request).body();
  }

  @Test
  void wrong_requests_are_refused() throws Exception {
    assertThat(desk.post("/pty", "{\"cols\":0}").statusCode()).isEqualTo(400);
    assertThat(desk.post("/pty", "{\"cols\":\"wide\"}").statusCode()).isEqualTo(400);
    assertThat(desk.post("/pty", "{\"envs\":[1]}").statusCode()).isEqualTo(400);
    assertThat(desk.post("/pty", "{\"cwd\":\"/nonexistent\"}").statusCode()).isEqualTo(400);
    assertThat(desk.post("/pty/4711/stdin", input("x")).statusCode()).isEqualTo(404);
    assertThat(desk.get("/pty/4711/stream").statusCode()).isEqualTo(404);
    long pid = start("").path("pid").asLong();
    assertThat(desk.post("/pty/" + pid + "/stdin", "{\"data\":\"=\"}").statusCode()).isEqualTo(400);
    assertThat(desk.post("/pty/" + pid + "/stdin", "no").statusCode()).isEqualTo(400);
    assertThat(delete(pid)).isEqualTo("{\"killed\":true}");
  }
}
