package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The driver for systems that are not Linux, on an X server, as a program of its own. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class RobotTest {
  @TempDir Path directory;

  @Test
  void the_robot_sees_types_clicks_and_copies_on_a_real_desktop() throws Exception {
    try (var desk = new TestDesk(directory)) {
      int port;
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      Path typed = desk.typing("robot");
      desk.start(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "-Djava.awt.headless=true",
          "-cp",
          System.getProperty("java.class.path"),
          "ale.doors.DoorsMain",
          "serve",
          "--driver",
          "robot",
          "--no-auth",
          "--port",
          Integer.toString(port));
      URI robot = URI.create("http://127.0.0.1:" + port);
      TestDesk.until(() -> answers(desk, robot));

      byte[] png =
          Base64.getDecoder()
              .decode(ok(desk, robot, "screenshot", Map.of()).path("image_data").asString());
      var seen = ImageIO.read(new ByteArrayInputStream(png));
      byte[] other = Base64.getDecoder().decode(desk.picture());
      var known = ImageIO.read(new ByteArrayInputStream(other));
      assertThat(seen.getWidth()).isEqualTo(TestDesk.WIDTH);
      assertThat(seen.getHeight()).isEqualTo(TestDesk.HEIGHT);
      for (int y = 300; y < 600; y += 7) {
        for (int x = 0; x < TestDesk.WIDTH; x += 7) {
          assertThat(seen.getRGB(x, y)).isEqualTo(known.getRGB(x, y));
        }
      }

      ok(desk, robot, "type_text", Map.of("text", "Hi! a_b={\"c\"}; ~/x?"));
      ok(desk, robot, "press_key", Map.of("key", "enter"));
      ok(desk, robot, "hotkey", Map.of("keys", new String[] {"shift", "z"}));
      ok(desk, robot, "press_key", Map.of("key", "Return"));
      TestDesk.until(() -> Files.readString(typed).equals("Hi! a_b={\"c\"}; ~/x?\nZ\n"));
      assertThat(run(desk, robot, "type_text", Map.of("text", "Ω")).path("error").asString(""))
          .contains("clipboard");

      ok(desk, robot, "move_cursor", Map.of("x", 321, "y", 456));
      assertThat(desk.ok("get_cursor_position").path("position"))
          .isEqualTo(Json.tree("{\"x\":321,\"y\":456}"));
      assertThat(ok(desk, robot, "get_cursor_position", Map.of()).path("position"))
          .isEqualTo(Json.tree("{\"x\":321,\"y\":456}"));
      ok(desk, robot, "right_click", Map.of("x", 600, "y", 500));
      ok(desk, robot, "scroll", Map.of("x", 2, "y", -2));
      ok(desk, robot, "press_key", Map.of("key", "esc"));

      ok(desk, robot, "set_clipboard", Map.of("text", "copied 漢字"));
      assertThat(desk.ok("copy_to_clipboard").path("content").asString()).isEqualTo("copied 漢字");
      desk.ok("set_clipboard", "text", "and back");
      TestDesk.until(() ->
          ok(desk, robot, "copy_to_clipboard", Map.of())
              .path("content")
              .asString("")
              .equals("and back"));
      assertThat(ok(desk, robot, "run_command", Map.of("command", "echo out")).path("stdout"))
          .isEqualTo(Json.tree("\"out\\n\""));
      assertThat(run(desk, robot, "get_current_window_id", Map.of()).path("error").asString(""))
          .contains("window");
    }
  }

  private static boolean answers(TestDesk desk, URI robot) throws InterruptedException {
    try {
      return desk.send(HttpRequest.newBuilder(robot.resolve("/status")).build()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static JsonNode ok(TestDesk desk, URI robot, String command, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    JsonNode reply = run(desk, robot, command, parameters);
    assertThat(reply.path("success").asBoolean()).as(command + ": " + reply).isTrue();
    return reply;
  }

  private static JsonNode run(TestDesk desk, URI robot, String command, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    String body = Json.line(Map.of("command", command, "params", parameters));
    String reply =
        desk.send(
                HttpRequest.newBuilder(robot.resolve("/cmd"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build())
            .body();
    return Json.tree(reply.substring("data: ".length()));
  }
}
