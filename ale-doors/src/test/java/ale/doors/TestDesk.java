package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import ale.guest.XServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A real desktop (Xvfb and openbox) with open doors, and a client of its HTTP door. */
final class TestDesk implements AutoCloseable {
  static final String TOKEN = "a token of the test";
  static final int WIDTH = XServer.WIDTH;
  static final int HEIGHT = XServer.HEIGHT;

  private final Path directory;
  private final XServer server;
  private final Doors doors;
  private final HttpClient http = HttpClient.newHttpClient();

  TestDesk(Path directory) throws IOException, InterruptedException {
    this(directory, Optional.of(TOKEN), Optional.empty());
  }

  TestDesk(Path directory, Optional<String> token, Optional<Path> budget)
      throws IOException, InterruptedException {
    XServer.needs("xterm");
    this.directory = directory;
    this.server = new XServer(directory);
    server.manage();
    this.doors =
        Doors.serve(
            new DoorsOptions(
                new Target.OnDisplay(server.name(), Optional.of(server.framebuffer())),
                "127.0.0.1",
                0,
                token,
                budget));
    until(() -> get("/status").statusCode() == 200);
  }

  String display() {
    return server.name();
  }

  URI address() {
    return doors.address();
  }

  URI socket(String path) {
    return URI.create(address().toString().replace("http", "ws") + path);
  }

  Process start(String... command) throws IOException {
    return server.start(command);
  }

  /** A terminal that writes what is typed into a file; the pointer is over it, and the focus in. */
  Path typing(String name) throws IOException, InterruptedException {
    Path file = directory.resolve(name);
    start(
        "xterm",
        "-u8",
        "-xrm",
        "*allowSendEvents: true",
        "-T",
        name,
        "-geometry",
        "80x20+0+0",
        "-e",
        "sh",
        "-c",
        "cat > " + file);
    until(() -> Files.exists(file));
    reply("{\"command\":\"left_click\",\"params\":{\"x\":200,\"y\":150}}");
    settle();
    ok("left_click", "x", 150, "y", 150);
    settle();
    return file;
  }

  /** Waits until nothing moves any more. */
  void settle() throws IOException, InterruptedException {
    String before = "";
    String now = picture();
    while (!now.equals(before)) {
      Thread.sleep(150);
      before = now;
      now = picture();
    }
  }

  String picture() throws IOException, InterruptedException {
    return run("screenshot", Map.of()).path("image_data").asString("");
  }

  /** A condition that comes true soon. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  static void until(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).header("X-API-Key", TOKEN).build());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("X-API-Key", TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  HttpClient http() {
    return http;
  }

  /** The reply to a command, whose frame is checked on the way. */
  JsonNode reply(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post("/cmd", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWithIgnoringCase("text/plain");
    assertThat(response.body()).startsWith("data: {").endsWith("}\n\n");
    assertThat(response.body().strip().lines()).hasSize(1);
    return Json.tree(response.body().substring("data: ".length()));
  }

  JsonNode run(String command, Map<String, ?> parameters) throws IOException, InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("command", command);
    body.put("params", parameters);
    return reply(Json.line(body));
  }

  /** The reply to a command that must succeed. */
  JsonNode ok(String command, Object... namesAndValues) throws IOException, InterruptedException {
    JsonNode reply = run(command, fields(namesAndValues));
    assertThat(reply.path("success").asBoolean()).as(command + ": " + reply).isTrue();
    return reply;
  }

  /** The complaint of a command that must fail. */
  String fails(String command, Object... namesAndValues) throws IOException, InterruptedException {
    JsonNode reply = run(command, fields(namesAndValues));
    assertThat(reply.path("success").asBoolean()).as(command + ": " + reply).isFalse();
    assertThat(reply.path("error").asString("")).isNotEmpty();
    return reply.path("error").asString();
  }

  static Map<String, Object> fields(Object... namesAndValues) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  @Override
  public void close() {
    doors.close();
    server.close();
  }
}
