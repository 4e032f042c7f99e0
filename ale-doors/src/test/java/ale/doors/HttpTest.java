package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The HTTP door's frame: statuses, errors, the token, and what hostile clients send. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpTest {
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

  private static Socket connect(TestDesk to) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), to.address().getPort());
  }

  @Test
  void status_tells_the_system_and_mcp() throws Exception {
    assertThat(Json.tree(desk.get("/status").body()))
        .isEqualTo(Json.tree("{\"status\":\"ok\",\"os_type\":\"linux\",\"features\":[\"mcp\"]}"));
  }

  @Test
  void commands_are_listed_with_parameters_defaults_and_aliases() throws Exception {
    JsonNode listing = Json.tree(desk.get("/commands").body());
    JsonNode commands = listing.path("commands");
    assertThat(commands.path("drag_to").path("params"))
        .isEqualTo(
            Json.tree(
                """
                [{"name":"x","required":true,"default":null},
                 {"name":"y","required":true,"default":null},
                 {"name":"button","required":false,"default":"left"},
                 {"name":"duration","required":false,"default":0.5}]
                """));
    assertThat(commands.path("left_click").path("aliases"))
        .isEqualTo(Json.tree("[\"tap\",\"click\"]"));
    assertThat(commands.path("version").has("aliases")).isFalse();
    assertThat(listing.path("aliases")).hasSize(12);
    assertThat(listing.path("aliases").path("rm").asString()).isEqualTo("delete_file");
    assertThat(commands.propertyNames())
        .contains(
            "version",
            "diorama_cmd",
            "get_accessibility_tree",
            "find_element",
            "run_command",
            "file_exists",
            "directory_exists",
            "list_dir",
            "read_text",
            "write_text",
            "read_bytes",
            "write_bytes",
            "get_file_size",
            "delete_file",
            "create_dir",
            "delete_dir",
            "get_desktop_environment",
            "set_wallpaper",
            "open",
            "launch",
            "get_current_window_id",
            "get_application_windows",
            "get_window_name",
            "get_window_size",
            "get_window_position",
            "set_window_size",
            "set_window_position",
            "maximize_window",
            "minimize_window",
            "activate_window",
            "close_window",
            "mouse_down",
            "mouse_up",
            "left_click",
            "right_click",
            "double_click",
            "move_cursor",
            "drag_to",
            "drag",
            "scroll",
            "scroll_up",
            "scroll_down",
            "scroll_direction",
            "key_down",
            "key_up",
            "press_key",
            "hotkey",
            "type_text",
            "screenshot",
            "get_cursor_position",
            "get_screen_size",
            "copy_to_clipboard",
            "set_clipboard")
        .doesNotContain(
            "middle_click",
            "multitouch_gesture",
            "get_desktop_state",
            "get_capture_scope_state",
            "escalate_capture_scope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "\"text\"", "null", "{\"command\":\"x\"} trailing", "\u0000"})
  void a_body_that_is_no_json_object_is_a_bad_request(String body) throws Exception {
    HttpResponse<String> response = desk.post("/cmd", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.tree(response.body()).path("detail").asString())
        .startsWith("Invalid JSON body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"command\":\"\"}", "{\"command\":null}", "{\"command\":{\"a\":1}}"})
  void a_body_without_a_command_is_a_bad_request(String body) throws Exception {
    HttpResponse<String> response = desk.post("/cmd", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"detail\":\"Command is required\"}");
  }

  @Test
  void an_unknown_command_is_a_bad_request_with_suggestions() throws Exception {
    HttpResponse<String> response = desk.post("/cmd", "{\"command\":\"screnshot\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.tree(response.body()).path("detail").asString())
        .startsWith("Unknown command: screnshot. Did you mean: ")
        .contains("screenshot");
    assertThat(desk.post("/cmd", "{\"command\":\"qqq\"}").body())
        .isEqualTo("{\"detail\":\"Unknown command: qqq\"}");
  }

  @Test
  void what_is_wrong_with_parameters_is_a_failure_and_not_a_bad_request() throws Exception {
    assertThat(desk.fails("read_text")).contains("'path'");
    assertThat(desk.fails("read_text", "path", 7)).contains("'path' must be a string");
    assertThat(desk.fails("read_text", "path", "a\0b")).contains("path");
    assertThat(desk.fails("read_text", "path", "")).contains("path");
    assertThat(desk.fails("read_text", "path", "/etc")).isNotEmpty();
    assertThat(desk.fails("read_text", "path", "/nonexistent")).contains("/nonexistent");
    assertThat(desk.fails("read_text", "path", "/dev/zero")).isNotEmpty();
    assertThat(desk.fails("write_text", "path", "/nonexistent/a", "content", "")).isNotEmpty();
    assertThat(desk.fails("write_bytes", "path", "/tmp/x", "content_b64", "=")).contains("base64");
    assertThat(desk.fails("read_bytes", "path", "/etc/passwd", "offset", -1)).contains("offset");
    assertThat(desk.fails("move_cursor", "x", "ten", "y", 1)).contains("'x' must be a number");
    assertThat(desk.fails("move_cursor", "x", 1e300, "y", 1)).contains("range");
    assertThat(desk.fails("scroll", "x", 0, "y", 2_000_000_000)).contains("notches");
    assertThat(desk.fails("hotkey", "keys", "ctrl")).contains("list");
    assertThat(desk.fails("run_command", "command", "true", "timeout", -1)).contains("timeout");
    assertThat(desk.fails("type_text", "text", List.of())).contains("text");
    JsonNode reply = desk.reply("{\"command\":\"version\",\"params\":[1]}");
    assertThat(reply.path("error").asString()).isEqualTo("'params' must be an object");
  }

  @Test
  void names_that_look_like_options_or_code_are_only_names() throws Exception {
    String name = temp + "/-rf $(touch " + temp + "/pwned); `id`";
    desk.ok("create_dir", "path", name);
    assertThat(Path.of(name)).isDirectory();
    desk.ok("write_bytes", "path", name + "/'\"", "content_b64", "YQ==", "append", true);
    assertThat(Path.of(name, "'\"")).hasContent("a");
    desk.ok("delete_file", "path", name + "/'\"");
    desk.ok("delete_dir", "path", name);
    assertThat(Path.of(name)).doesNotExist();
    assertThat(temp.resolve("pwned")).doesNotExist();
  }

  @Test
  void deep_nesting_and_huge_bodies_are_refused_and_the_next_client_is_served() throws Exception {
    assertThat(desk.post("/cmd", "[".repeat(1_000_000)).statusCode()).isEqualTo(400);
    String nested = "{\"command\":\"version\",\"params\":" + "{\"a\":".repeat(5000);
    assertThat(desk.post("/cmd", nested).statusCode()).isEqualTo(400);
    try (var socket = connect(desk)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /cmd HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                  + TestDesk.TOKEN
                  + "\r\nContent-Length: 9000000000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(20_000);
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 413");
    }
    desk.ok("version");
  }

  @Test
  void without_the_token_nothing_but_the_status_is_told() throws Exception {
    assertThat(open("/status").statusCode()).isEqualTo(200);
    for (String path : List.of("/cmd", "/pty", "/mcp", "/mcp/cua-desktop", "/", "/pty/1/stream")) {
      HttpResponse<String> response = open(path);
      assertThat(response.statusCode()).as(path).isEqualTo(401);
      assertThat(response.body()).isEqualTo("{\"detail\":\"API key required\"}");
    }
    for (String path :
        List.of("/status/../cmd", "//cmd", "/status/%2e%2e/cmd", "/%63md", "/cmd;a")) {
      assertThat(raw("POST " + path)).as(path).matches("HTTP/1.1 40[01].*");
    }
    HttpResponse<String> wrong =
        desk.send(desk.request("/cmd").header("X-API-Key", "a token").build());
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("{\"detail\":\"Authentication failed\"}");
    HttpRequest bearer =
        desk.request("/cmd")
            .header("Authorization", "Bearer " + TestDesk.TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"version\"}"))
            .build();
    assertThat(desk.send(bearer).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> open(String path) throws Exception {
    return desk.send(desk.request(path).build());
  }

  private static String raw(String line) throws Exception {
    try (var socket = connect(desk)) {
      socket
          .getOutputStream()
          .write(
              (line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void without_authentication_pages_in_browsers_are_kept_out() throws Exception {
    try (var free = new TestDesk(temp, Optional.empty(), Optional.empty())) {
      assertThat(free.ok("version").path("protocol").asInt()).isEqualTo(1);
      HttpRequest page =
          free.request("/cmd")
              .header("Origin", "https://example.org")
              .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"version\"}"))
              .build();
      assertThat(free.send(page).statusCode()).isEqualTo(403);
      try (var socket = connect(free)) {
        socket
            .getOutputStream()
            .write(
                "GET /status HTTP/1.1\r\nHost: example.org\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        byte[] first = socket.getInputStream().readNBytes(12);
        assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
      }
    }
  }

  @Test
  void a_door_without_a_token_listens_to_this_host_only() {
    Target target = new Target.OnDisplay(":1", Optional.empty());
    assertThatThrownBy(
            () -> new DoorsOptions(target, "0.0.0.0", 0, Optional.empty(), Optional.empty()))
        .isInstanceOf(DoorsException.class)
        .hasMessageContaining("token");
  }

  @Test
  void what_is_not_there_says_so_in_the_protocols_form() throws Exception {
    assertThat(desk.post("/responses", "{}").statusCode()).isEqualTo(501);
    assertThat(desk.post("/playwright_exec", "{}").statusCode()).isEqualTo(501);
    assertThat(desk.get("/pty/4711").statusCode()).isEqualTo(404);
    assertThat(desk.get("/pty/4711").body())
        .isEqualTo("{\"detail\":\"PTY session 4711 not found\"}");
    assertThat(desk.get("/pty/x").statusCode()).isEqualTo(404);
  }
}
