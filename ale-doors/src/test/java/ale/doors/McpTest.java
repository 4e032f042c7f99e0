package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every tool over MCP, by the SDK's own client, on a real desktop. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class McpTest {
  private static final List<String> DESKTOP =
      List.of(
          "key",
          "key_down",
          "key_up",
          "type",
          "hold_key",
          "mouse_move",
          "click",
          "drag",
          "mouse_down",
          "mouse_up",
          "scroll",
          "wait",
          "screenshot",
          "cursor_position",
          "get_screen_size");
  private static final List<String> PRIMITIVES =
      List.of(
          "run_command",
          "read_text",
          "write_text",
          "read_bytes",
          "write_bytes",
          "read_clipboard",
          "write_clipboard",
          "pty_start",
          "pty_input",
          "pty_read",
          "pty_resize",
          "pty_kill");

  @TempDir static Path temp;
  private static TestDesk desk;
  private static McpSyncClient client;

  @BeforeAll
  static void open() throws Exception {
    Path budget = Files.writeString(temp.resolve("budget.json"), "{\"usd_left\":1.5}");
    desk = new TestDesk(temp, Optional.of(TestDesk.TOKEN), Optional.of(budget));
    client = connect("/mcp");
  }

  @AfterAll
  static void close() {
    client.close();
    desk.close();
  }

  private static McpSyncClient connect(String path) {
    return initialized(
        HttpClientStreamableHttpTransport.builder(desk.address().toString())
            .endpoint(path)
            .requestBuilder(HttpRequest.newBuilder().header("X-API-Key", TestDesk.TOKEN))
            .build());
  }

  private static McpSyncClient initialized(McpClientTransport transport) {
    McpSyncClient made = McpClient.sync(transport).requestTimeout(Duration.ofSeconds(60)).build();
    made.initialize();
    return made;
  }

  private static CallToolResult call(String tool, Object... namesAndValues) {
    return client.callTool(
        CallToolRequest.builder(tool).arguments(TestDesk.fields(namesAndValues)).build());
  }

  private static String text(CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  private static String says(String tool, Object... namesAndValues) {
    CallToolResult result = call(tool, namesAndValues);
    assertThat(result.isError()).as(tool + ": " + text(result)).isNotEqualTo(true);
    return text(result);
  }

  private static String complains(String tool, Object... namesAndValues) {
    CallToolResult result = call(tool, namesAndValues);
    assertThat(result.isError()).as(tool).isTrue();
    return text(result);
  }

  @Test
  void each_path_serves_its_set_under_its_name() {
    try (var desktop = connect("/mcp/cua-desktop");
        var primitives = connect("/mcp/vm-primitives")) {
      assertThat(desktop.getServerInfo().name()).isEqualTo("cua-desktop");
      assertThat(desktop.getServerInfo().version()).isEqualTo("0.3.0");
      assertThat(names(desktop)).containsExactlyInAnyOrderElementsOf(DESKTOP);
      assertThat(primitives.getServerInfo().name()).isEqualTo("vm-primitives");
      assertThat(primitives.getServerInfo().version()).isEqualTo("0.1.0");
      assertThat(names(primitives)).containsExactlyInAnyOrderElementsOf(PRIMITIVES);
    }
    assertThat(names(client))
        .containsAll(DESKTOP)
        .containsAll(PRIMITIVES)
        .contains("wait_still", "windows", "budget");
  }

  private static List<String> names(McpSyncClient from) {
    return from.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  @Test
  void the_mouse_does_what_the_tools_say() throws Exception {
    try (var events = new Events(desk)) {
      assertThat(says("mouse_move", "coordinate", List.of(125, 250.5)))
          .isEqualTo("Moved cursor to [125, 250.5]");
      assertThat(says("cursor_position")).isEqualTo("Cursor at [125, 250]");
      assertThat(says("click")).isEqualTo("Clicked (left, 1x)");
      assertThat(says("click", "coordinate", List.of(100, 100), "clicks", 2))
          .isEqualTo("Clicked (left, 2x) at [100, 100]");
      assertThat(says("click", "coordinate", List.of(50, 100), "button", "middle"))
          .isEqualTo("Clicked (middle, 1x) at [50, 100]");
      assertThat(says("click", "button", "right", "clicks", 3)).isEqualTo("Clicked (right, 3x)");
      assertThat(events.next(14))
          .containsExactly(
              "+1 at 100,150",
              "-1 at 100,150",
              "+1 at 80,60",
              "-1 at 80,60",
              "+1 at 80,60",
              "-1 at 80,60",
              "+2 at 40,60",
              "-2 at 40,60",
              "+3 at 40,60",
              "-3 at 40,60",
              "+3 at 40,60",
              "-3 at 40,60",
              "+3 at 40,60",
              "-3 at 40,60");
      assertThat(
              says(
                  "drag",
                  "coordinate",
                  List.of(200, 200),
                  "start_coordinate",
                  List.of(100, 100),
                  "button",
                  "right"))
          .isEqualTo("Dragged (right) from [100, 100] to [200, 200]");
      assertThat(says("drag", "coordinate", List.of(100, 200)))
          .isEqualTo("Dragged (left) from current to [100, 200]");
      assertThat(says("mouse_down")).isEqualTo("Mouse down: left");
      assertThat(says("mouse_up", "button", "left")).isEqualTo("Mouse up: left");
      assertThat(says("scroll", "direction", "down", "amount", 2, "coordinate", List.of(100, 100)))
          .isEqualTo("Scrolled down 2 at [100, 100]");
      assertThat(says("scroll", "direction", "up", "amount", 1)).isEqualTo("Scrolled up 1");
      assertThat(events.next(12))
          .containsExactly(
              "+3 at 80,60",
              "-3 at 160,120",
              "+1 at 160,120",
              "-1 at 80,120",
              "+1 at 80,120",
              "-1 at 80,120",
              "+5 at 80,60",
              "-5 at 80,60",
              "+5 at 80,60",
              "-5 at 80,60",
              "+4 at 80,60",
              "-4 at 80,60");
    }
    assertThat(says("mouse_move", "coordinate", List.of(1000, 1000)))
        .isEqualTo("Moved cursor to [1000, 1000]");
    assertThat(desk.ok("get_cursor_position").path("position").path("x").asInt()).isEqualTo(799);
  }

  @Test
  void keys_go_by_the_names_that_models_give_them() throws Exception {
    try (var events = new Events(desk)) {
      desk.ok("left_click", "x", 70, "y", 70);
      events.next(2);
      assertThat(says("key", "keys", List.of("Return"))).isEqualTo("Pressed: enter");
      assertThat(says("key", "keys", List.of("Control", "ArrowUp"))).isEqualTo("Pressed: ctrl+up");
      assertThat(says("key_down", "keys", List.of("Shift", "Meta")))
          .isEqualTo("Key down: shift+cmd");
      assertThat(says("key_up", "keys", List.of("Meta", "shift"))).isEqualTo("Key up: cmd+shift");
      assertThat(says("hold_key", "keys", List.of("PageUp"), "duration", 0.1))
          .isEqualTo("Held page_up for 0.1s");
      assertThat(events.next(10))
          .containsExactly(
              "+Return",
              "-Return",
              "+Control_L",
              "+Up",
              "-Up",
              "-Control_L",
              "+Shift_L",
              "+Super_L",
              "-Super_L",
              "-Shift_L");
      assertThat(events.next(2)).containsExactly("+Prior", "-Prior");
    }
    assertThat(complains("key", "keys", List.of("nonsense")))
        .startsWith("Command 'press_key' failed: ");
    assertThat(KeyNames.of("ESCAPE")).isEqualTo("esc");
    assertThat(KeyNames.of("CapsLock")).isEqualTo("caps_lock");
    assertThat(KeyNames.of("PrintScreen")).isEqualTo("print_screen");
    assertThat(KeyNames.of("F5")).isEqualTo("f5");
  }

  @Test
  void text_is_typed_and_previewed() throws Exception {
    Path file = desk.typing("typed-by-tool");
    assertThat(says("type", "text", "schöne Grüße\n")).isEqualTo("Typed: \"schöne Grüße\n\"");
    String longText = "0123456789".repeat(6) + "\n";
    assertThat(says("type", "text", longText))
        .isEqualTo("Typed: \"" + longText.substring(0, 50) + "...\"");
    TestDesk.until(() -> Files.readString(file).endsWith(longText));
    assertThat(file).hasContent("schöne Grüße\n" + longText.strip());
  }

  @Test
  void screenshots_are_pictures_and_can_be_saved() throws Exception {
    CallToolResult result = call("screenshot");
    assertThat(text(result)).isEqualTo("Screenshot captured");
    var image = (McpSchema.ImageContent) result.content().get(1);
    assertThat(image.mimeType()).isEqualTo("image/png");
    byte[] png = Base64.getDecoder().decode(image.data());
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    Path file = temp.resolve("saved.png");
    assertThat(says("screenshot", "save_path", file.toString()))
        .isEqualTo("Screenshot captured and saved to " + file);
    assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
    assertThat(complains("screenshot", "save_path", "shot.png"))
        .startsWith("Error: invalid save_path \"shot.png\"");
    assertThat(complains("screenshot", "save_path", "/nonexistent/shot.png"))
        .isEqualTo("Error: parent directory \"/nonexistent\" does not exist on the VM.");
  }

  @Test
  void the_screen_size_is_told_in_words_and_in_numbers() {
    CallToolResult result = call("get_screen_size");
    assertThat(text(result)).isEqualTo("Screen size: 800x600");
    assertThat(result.structuredContent()).isEqualTo(Map.of("width", 800, "height", 600));
  }

  @Test
  void waiting_takes_its_time() {
    long start = System.nanoTime();
    assertThat(says("wait", "duration", 0.3)).isEqualTo("Waited 0.3s");
    assertThat(says("wait", "duration", 0)).isEqualTo("Waited 0s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    assertThat(says("wait_still", "quiet_ms", 50)).matches("(Still|Not still) after \\d+ ms");
  }

  @Test
  void commands_run_and_tell_all() {
    CallToolResult result = call("run_command", "command", "echo out; echo err >&2; exit 4");
    assertThat(text(result)).isEqualTo("exit_code: 4\nstdout:\nout\n\nstderr:\nerr\n");
    assertThat(result.structuredContent())
        .isEqualTo(Map.of("exit_code", 4, "stdout", "out\n", "stderr", "err\n"));
    assertThat(says("run_command", "command", "true")).isEqualTo("exit_code: 0\nstdout:\n");
    assertThat(complains("run_command", "command", "sleep 30", "timeout", 0.3))
        .isEqualTo("Command 'run_command' failed: Command timed out after 0.3s");
  }

  @Test
  void files_are_written_and_read() throws Exception {
    String path = temp.resolve("tool.txt").toString();
    assertThat(says("write_text", "path", path, "content", "häh\n"))
        .isEqualTo("Wrote 5 bytes to " + path);
    assertThat(says("read_text", "path", path)).isEqualTo("häh\n");
    assertThat(says("write_bytes", "path", path, "content_b64", "YWJj"))
        .isEqualTo("Wrote bytes to " + path);
    assertThat(says("write_bytes", "path", path, "content_b64", "ZGVm", "append", true))
        .isEqualTo("Wrote bytes to " + path + " (appended)");
    assertThat(Path.of(path)).hasContent("abcdef");
    assertThat(says("read_bytes", "path", path)).isEqualTo("YWJjZGVm");
    assertThat(says("read_bytes", "path", path, "offset", 1, "length", 2)).isEqualTo("YmM=");
    assertThat(complains("read_text", "path", "/nonexistent"))
        .startsWith("Command 'read_text' failed: ");
  }

  @Test
  void the_clipboard_is_written_and_read() {
    assertThat(says("write_clipboard", "text", "für dich")).isEqualTo("Set clipboard (9 bytes)");
    assertThat(says("read_clipboard")).isEqualTo("für dich");
  }

  @Test
  void terminals_are_started_typed_into_read_and_killed() {
    String started = says("pty_start", "env", Map.of("A", "b"), "cols", 90);
    assertThat(started).matches("pid: \\d+\ncols: 90\nrows: 24");
    int pid = Integer.parseInt(started.lines().findFirst().orElse("").substring(5));
    assertThat(says("pty_resize", "pid", pid, "cols", 99, "rows", 20))
        .isEqualTo("Resized pid " + pid + " to 99x20");
    assertThat(says("pty_input", "pid", pid, "data", "echo got-$A; stty size\n"))
        .isEqualTo("Sent 23 bytes to pid " + pid);
    var shown = new StringBuilder();
    while (!shown.toString().contains("20 99")) {
      String read = says("pty_read", "pid", pid);
      assertThat(read).endsWith("[running]");
      shown.append(read);
    }
    assertThat(shown).contains("got-b");
    says("pty_read", "pid", pid, "timeout_ms", 300);
    assertThat(says("pty_read", "pid", pid, "timeout_ms", 0)).isEqualTo("[running]");
    assertThat(says("pty_kill", "pid", pid)).isEqualTo("Killed pid " + pid);
    assertThat(complains("pty_read", "pid", pid)).isEqualTo("No PTY session with pid " + pid);
  }

  @Test
  void a_terminal_that_ended_says_so_and_that_output_was_dropped() throws Exception {
    String command = "yes 1234567 | head -c 3000000; echo end; exit 5";
    String started = says("pty_start", "command", command);
    int pid = Integer.parseInt(started.lines().findFirst().orElse("").substring(5));
    Thread.sleep(3000);
    String read = says("pty_read", "pid", pid);
    assertThat(read).startsWith("[earlier output dropped").endsWith("end\r\n[exited, code 5]");
    assertThat(read.length()).isBetween(1_900_000, 2_000_100);
    assertThat(says("pty_read", "pid", pid)).isEqualTo("[exited, code 5]");
    assertThat(complains("pty_read", "pid", pid)).startsWith("No PTY session");
  }

  @Test
  void windows_are_listed() throws Exception {
    desk.start("xterm", "-T", "A Window", "-geometry", "40x10+300+300");
    TestDesk.until(() -> says("windows").contains("\"A Window\""));
    assertThat(String.valueOf(call("windows").structuredContent())).contains("title=A Window");
  }

  @Test
  void what_programs_show_is_told_or_why_not() {
    CallToolResult result = call("accessibility", "nodes", 50);
    if (Boolean.TRUE.equals(result.isError())) {
      assertThat(text(result)).contains("bus");
    } else {
      assertThat(Json.tree(text(result)).path("role").asString()).isNotEmpty();
    }
  }

  @Test
  void the_budget_is_what_its_file_says_now() throws Exception {
    assertThat(says("budget")).isEqualTo("{\"usd_left\":1.5}");
    Files.writeString(temp.resolve("budget.json"), "{\"usd_left\":");
    assertThat(complains("budget")).doesNotContain(temp.toString());
    Files.writeString(temp.resolve("budget.json"), "{\"usd_left\":1.5}");
  }

  @Test
  void wrong_arguments_are_told_and_the_session_goes_on() {
    assertThat(complains("mouse_move")).isNotEmpty();
    assertThat(complains("mouse_move", "coordinate", List.of(1))).isNotEmpty();
    assertThat(complains("mouse_move", "coordinate", "here")).isNotEmpty();
    assertThat(complains("click", "button", "fourth")).isNotEmpty();
    assertThat(complains("click", "clicks", 9)).isNotEmpty();
    assertThat(complains("pty_read", "pid", 999_999)).isEqualTo("No PTY session with pid 999999");
    assertThat(complains("pty_input", "pid", 999_999, "data", "x"))
        .isEqualTo("No PTY session with pid 999999");
    assertThat(says("get_screen_size")).isNotEmpty();
  }

  @Test
  void a_client_that_accepts_anything_and_ends_with_a_slash_is_served() throws Exception {
    String initialize =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",
         "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
        """;
    HttpRequest request =
        desk.request("/mcp/")
            .header("X-API-Key", TestDesk.TOKEN)
            .header("Accept", "*/*")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(initialize))
            .build();
    HttpResponse<String> response = desk.send(request);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"serverInfo\"");
    assertThat(desk.post("/mcp", "no json").statusCode()).isEqualTo(400);
  }

  @Test
  void the_same_tools_are_served_over_standard_input_and_output() throws Exception {
    ServerParameters program =
        ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .args(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "ale.doors.DoorsMain",
                "mcp",
                "--display",
                desk.display(),
                "--tools",
                "cua-desktop")
            .addEnvVar("LC_ALL", "C.UTF-8")
            .build();
    try (McpSyncClient stdio =
        initialized(new StdioClientTransport(program, McpJsonDefaults.getMapper()))) {
      assertThat(stdio.getServerInfo().name()).isEqualTo("cua-desktop");
      assertThat(names(stdio)).containsExactlyInAnyOrderElementsOf(DESKTOP);
      CallToolResult moved =
          stdio.callTool(
              CallToolRequest.builder("mouse_move")
                  .arguments(Map.of("coordinate", List.of(250, 500)))
                  .build());
      assertThat(text(moved)).isEqualTo("Moved cursor to [250, 500]");
      JsonNode position = desk.ok("get_cursor_position").path("position");
      assertThat(position).isEqualTo(Json.tree("{\"x\":200,\"y\":300}"));
      assertThat(
              stdio
                  .callTool(CallToolRequest.builder("screenshot").arguments(Map.of()).build())
                  .content())
          .hasSize(2);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void a_line_that_is_no_message_is_refused_and_those_after_it_are_answered() throws Exception {
    String lines =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
        "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        {"jsonrpc":"2.0","id":2,"method":

        []
        {"jsonrpc":"2.0"}
        {"jsonrpc":"2.0","id":3,"method":"tools/list","params":{}}
        {this is the end\
        """;
    var out = new ByteArrayOutputStream();
    StdioDoor.serve(
        DoorsOptions.display(desk.display(), 0, "unused"),
        "cua-desktop",
        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
        out);
    List<JsonNode> answers = out.toString(StandardCharsets.UTF_8).lines().map(Json::tree).toList();
    assertThat(answers)
        .extracting(answer -> answer.path("error").path("code").asInt(0))
        .containsExactlyInAnyOrder(0, -32700, -32600, -32600, 0, -32700);
    assertThat(answers).extracting(answer -> answer.path("id").asInt(0)).contains(1, 3);
  }
}
