package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real X server and real programs on it. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DesktopTest {
  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path temp;
  private XServer server;
  private Desktop desktop;

  @BeforeEach
  void start() throws IOException {
    server = new XServer(temp);
    desktop = server.desktop();
  }

  @AfterEach
  void stop() {
    desktop.close();
    server.close();
  }

  /** An xterm over the whole screen that writes what is typed into a file. */
  private Process terminal(Path typed) throws IOException, InterruptedException {
    XServer.needs("xterm");
    long before = desktop.screen().sequence();
    Path script = Files.writeString(temp.resolve("typed.sh"), "exec cat > " + typed + "\n");
    Process xterm =
        server.start("xterm", "-u8", "-geometry", "120x40+0+0", "-e", "sh", script.toString());
    XServer.settle(desktop.screen(), before);
    desktop.input().click(Button.LEFT, 1);
    desktop.input().move(new Point(100, 100));
    return xterm;
  }

  private String typed(String text) throws IOException, InterruptedException {
    Path file = temp.resolve("typed");
    Process xterm = terminal(file);
    desktop.input().type(text + "\n");
    desktop.input().chord(List.of("ctrl", "d"));
    assertThat(xterm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(file);
  }

  @Test
  void types_every_character_of_the_keyboard_and_those_it_lacks() throws Exception {
    String text =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvw"
            + "xyz{|}~ äÄß€ñ αβγΩ Привет 中文汉字 ありがとう 😀🎉🇨🇿 →≤∑";
    assertThat(typed(text)).isEqualTo(text + "\n");
  }

  @Test
  void types_more_foreign_characters_than_there_are_spare_keys() throws Exception {
    Random random = new Random(4);
    String text =
        random
            .ints(200, 0x4e00, 0x9fa0)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(typed(text)).isEqualTo(text + "\n");
  }

  @Test
  void types_the_same_with_caps_lock_on_and_gives_the_keyboard_back() throws Exception {
    int[][] before = mapping();
    desktop.input().chord(List.of("caps_lock"));
    assertThat(typed("Mixed Case Žž")).isEqualTo("Mixed Case Žž\n");
    assertThat(Arrays.deepEquals(mapping(), before)).isFalse();
    desktop.close();
    assertThat(Arrays.deepEquals(mapping(), before)).isTrue();
  }

  private int[][] mapping() throws IOException {
    try (X11Connection other = X11Connection.open(server.display())) {
      return other.keyboardMapping();
    }
  }

  @Test
  void clicks_drags_and_scrolls_where_it_should() throws Exception {
    XServer.needs("xev");
    long before = desktop.screen().sequence();
    Process xev = server.start("xev", "-geometry", "400x300+0+0", "-event", "button");
    BufferedReader events = xev.inputReader(StandardCharsets.UTF_8);
    XServer.settle(desktop.screen(), before);
    Input input = desktop.input();
    input.move(new Point(123, 45));
    input.click(Button.RIGHT, 2);
    input.drag(new Point(10, 20), new Point(300, 200), Button.LEFT);
    input.scroll(Direction.DOWN, 2);
    input.scroll(Direction.LEFT, 1);
    assertThat(input.cursor()).isEqualTo(new Point(300, 200));
    assertThat(buttons(events, 12))
        .containsExactly(
            "press 3 at 123,45",
            "release 3 at 123,45",
            "press 3 at 123,45",
            "release 3 at 123,45",
            "press 1 at 10,20",
            "release 1 at 300,200",
            "press 5 at 300,200",
            "release 5 at 300,200",
            "press 5 at 300,200",
            "release 5 at 300,200",
            "press 6 at 300,200",
            "release 6 at 300,200");
  }

  @Test
  void quick_clicks_stay_where_they_were_made_when_the_window_manager_is_slow() throws Exception {
    XServer.needs("xev");
    Process manager = server.manage();
    long before = desktop.screen().sequence();
    Process xev = server.start("xev", "-geometry", "400x300+0+0", "-event", "button");
    BufferedReader events = xev.inputReader(StandardCharsets.UTF_8);
    XServer.settle(desktop.screen(), before);
    while (desktop.windows().active().filter(w -> w.title().contains("Event")).isEmpty()) {
      Thread.sleep(20); // only then does the window manager have its hand on clicks
    }
    server.run("kill", "-STOP", Long.toString(manager.pid()));
    Thread clicks =
        Thread.ofVirtual()
            .start(() -> {
              desktop.input().move(new Point(100, 110));
              desktop.input().click(Button.LEFT, 1);
              desktop.input().move(new Point(201, 211));
              desktop.input().click(Button.LEFT, 2);
            });
    try (X11Connection other = X11Connection.open(server.display())) {
      while (other.pointer().mask() == 0) {
        Thread.sleep(5);
      }
      assertThat(clicks.join(Duration.ofMillis(200))).isFalse();
      assertThat(other.pointer().at()).isEqualTo(new Point(100, 110));
    }
    server.run("kill", "-CONT", Long.toString(manager.pid()));
    clicks.join();
    assertThat(buttons(events, 6))
        .containsExactly(
            "press 1 at 100,110",
            "release 1 at 100,110",
            "press 1 at 201,211",
            "release 1 at 201,211",
            "press 1 at 201,211",
            "release 1 at 201,211");
  }

  private static List<String> buttons(BufferedReader events, int count) throws IOException {
    var buttons = new ArrayList<String>();
    String what = "";
    String where = "";
    while (buttons.size() < count) {
      String line = String.valueOf(events.readLine());
      if (line.startsWith("Button")) {
        what = line.startsWith("ButtonPress") ? "press" : "release";
      } else if (line.contains("root:(")) {
        where = line.replaceFirst(".*root:\\((\\d+,\\d+)\\).*", "$1");
      } else if (line.contains(" button ")) {
        buttons.add(what + line.replaceFirst(".* button (\\d+),.*", " $1") + " at " + where);
      }
    }
    return buttons;
  }

  @Test
  void chords_press_in_order_and_bring_the_shift_a_character_needs() throws Exception {
    XServer.needs("xev");
    long before = desktop.screen().sequence();
    Process xev = server.start("xev", "-geometry", "400x300+0+0", "-event", "keyboard");
    BufferedReader events = xev.inputReader(StandardCharsets.UTF_8);
    XServer.settle(desktop.screen(), before);
    desktop.input().move(new Point(50, 50));
    desktop.input().chord(List.of("ctrl", "alt", "Delete"));
    desktop.input().chord(List.of("ctrl", "?"));
    desktop.input().keysDown(List.of("shift", "F12"));
    desktop.input().keysUp(List.of("shift", "F12"));
    assertThat(keys(events, 16))
        .containsExactly(
            "+Control_L",
            "+Alt_L",
            "+Delete",
            "-Delete",
            "-Alt_L",
            "-Control_L",
            "+Control_L",
            "+Shift_L",
            "+question",
            "-question",
            "-Shift_L",
            "-Control_L",
            "+Shift_L",
            "+F12",
            "-F12",
            "-Shift_L");
  }

  private static List<String> keys(BufferedReader events, int count) throws IOException {
    var keys = new ArrayList<String>();
    String sign = "";
    while (keys.size() < count) {
      String line = String.valueOf(events.readLine());
      if (line.startsWith("Key")) {
        sign = line.startsWith("KeyPress") ? "+" : "-";
      } else if (line.contains("keysym ")) {
        keys.add(sign + line.replaceFirst(".*keysym 0x[0-9a-f]+, ([A-Za-z0-9_]+)\\).*", "$1"));
      }
    }
    return keys;
  }

  @Test
  void sees_the_same_pixels_as_another_program_by_both_ways() throws Exception {
    XServer.needs("xwd");
    terminal(temp.resolve("typed"));
    desktop.input().type("some text to look at");
    desktop.input().move(new Point(XServer.WIDTH - 1, XServer.HEIGHT - 1));
    Stillness.await(desktop.screen(), QUIET, LONG, () -> false);
    Path dump = temp.resolve("dump.xwd");
    server.run("xwd", "-root", "-silent", "-out", dump.toString());
    int[] theirs;
    try (Screen xwd = FramebufferScreen.open(dump)) {
      theirs = xwd.grab().rgb();
    }
    try (Screen image = X11Screen.open(server.display())) {
      assertThat(image.size()).isEqualTo(new Size(XServer.WIDTH, XServer.HEIGHT));
      assertThat(image.grab().rgb()).isEqualTo(theirs);
    }
    int[] ours = desktop.screen().grab().rgb();
    assertThat(withoutPointer(ours)).isEqualTo(withoutPointer(theirs));
    assertThat(Arrays.stream(ours).distinct().count()).isGreaterThan(1);
  }

  /** The pointer is in the lower right corner, and covers so many pixels both ways at most. */
  private static int[][] withoutPointer(int[] rgb) {
    int pointer = 20;
    return IntStream.range(0, XServer.HEIGHT - pointer)
        .map(y -> y * XServer.WIDTH)
        .mapToObj(row -> Arrays.copyOfRange(rgb, row, row + XServer.WIDTH - pointer))
        .toArray(int[][]::new);
  }

  @Test
  void a_screen_that_moves_is_not_still_until_it_stops() throws Exception {
    XServer.needs("xterm");
    long before = desktop.screen().sequence();
    server.start(
        "xterm",
        "-geometry",
        "120x40+0+0",
        "-e",
        "sh",
        "-c",
        "i=0; while [ $i -lt 30 ]; do echo $i; i=$((i+1)); sleep 0.05; done; sleep 60");
    while (desktop.screen().sequence() == before) {
      Thread.sleep(10);
    }
    Screen screen = desktop.screen();
    Stillness moving = Stillness.await(screen, QUIET, Duration.ofMillis(400), () -> false);
    assertThat(moving.still()).isFalse();
    Stillness still = Stillness.await(screen, QUIET, LONG, () -> false);
    assertThat(still.still()).isTrue();
    assertThat(still.waited()).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void drive_answers_every_line_and_survives_all_of_them() throws Exception {
    Path png = temp.resolve("shot.png");
    String lines =
        """
        {"id":1,"op":"size"}
        {"id":"two","op":"move","x":5,"y":6}
        {"id":3,"op":"cursor"}
        {"id":4,"op":"screenshot","path":"%s"}
        {"id":5,"op":"click","x":5000,"y":1}
        {"id":6,"op":"key","keys":["ctrl","nonsense"]}

        not json at all
        [1,2]
        {"id":7,"op":"fly"}
        {"id":8}
        {"id":9,"op":"type","text":"\\ud800"}
        {"id":10,"op":"wait_still","quiet_ms":50,"timeout_ms":2000}
        """
            .formatted(png);
    List<String> direct = drive(Drive.direct(desktop), lines);
    assertThat(direct.subList(0, 4))
        .containsExactly(
            "{\"id\":1,\"ok\":true,\"width\":800,\"height\":600}",
            "{\"id\":\"two\",\"ok\":true}",
            "{\"id\":3,\"ok\":true,\"x\":5,\"y\":6}",
            "{\"id\":4,\"ok\":true,\"path\":\"" + png + "\"}");
    assertThat(direct.subList(4, 11)).allMatch(line -> line.contains("\"ok\":false,\"error\":\""));
    assertThat(direct.get(11)).startsWith("{\"id\":10,\"ok\":true,\"still\":true,\"waited_ms\":");
    assertThat(direct).hasSize(12);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(XServer.WIDTH);

    try (var guest =
            new TestGuest(Optional.of(server.display()), Optional.of(server.framebuffer()));
        GuestClient client = guest.client()) {
      List<String> served = drive(Drive.daemon(client), lines);
      assertThat(served.subList(0, 11)).isEqualTo(direct.subList(0, 11));
    }
  }

  private static List<String> drive(Drive.Target target, String lines) {
    var out = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    new Drive(target).lines(in, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void a_client_drives_the_desktop_and_sees_it() throws Exception {
    Path file = temp.resolve("typed");
    Process xterm = terminal(file);
    try (var guest =
            new TestGuest(Optional.of(server.display()), Optional.of(server.framebuffer()));
        GuestClient client = guest.client()) {
      assertThat(client.size()).isEqualTo(new Size(XServer.WIDTH, XServer.HEIGHT));
      client.click(new Point(60, 70), Button.LEFT, 1);
      assertThat(client.cursor()).isEqualTo(new Point(60, 70));
      byte[] before = client.screenshot();
      client.type("Grüße 你好\n");
      assertThat(client.waitStill(QUIET, LONG).still()).isTrue();
      byte[] after = client.screenshot();
      assertThat(after).isNotEqualTo(before);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(after));
      int[] rgb = image.getRGB(0, 0, XServer.WIDTH, XServer.HEIGHT, null, 0, XServer.WIDTH);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] &= 0xffffff;
      }
      assertThat(rgb).isEqualTo(desktop.screen().grab().rgb());
      client.key("ctrl", "d");
      assertThat(xterm.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(file).hasContent("Grüße 你好");
      assertThatThrownBy(() -> client.move(new Point(800, 0)))
          .hasMessageContaining("800x600")
          .extracting("code")
          .isEqualTo(GuestException.Code.BAD_REQUEST);
    }
  }

  @Test
  void a_display_that_is_gone_is_an_answer_and_not_a_hang() throws Exception {
    desktop.input().move(new Point(1, 2));
    var ops = new DesktopOps(desktop);
    server.close();
    assertThatThrownBy(() -> ops.run(Fields.of("op", "cursor"), () -> false))
        .extracting("code")
        .isEqualTo(GuestException.Code.UNAVAILABLE);
    assertThatThrownBy(() -> ops.run(Fields.of("op", "cursor"), () -> false))
        .extracting("code")
        .isEqualTo(GuestException.Code.UNAVAILABLE);
  }
}
