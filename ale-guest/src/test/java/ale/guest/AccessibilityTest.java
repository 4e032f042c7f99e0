package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real session bus, AT-SPI's own daemons, and a real program. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class AccessibilityTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path temp;
  private XServer server;
  private String session = "";

  @BeforeEach
  void start() throws IOException {
    XServer.needs("dbus-daemon");
    server = new XServer(temp);
    // in its default place an abstract socket may be, which the JDK cannot reach
    Process daemon =
        server.start(
            "dbus-daemon",
            "--session",
            "--nofork",
            "--print-address",
            "--address=unix:path=" + temp.resolve("bus"));
    session = String.valueOf(daemon.inputReader(StandardCharsets.US_ASCII).readLine());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestGuest guest() throws IOException {
    return new TestGuest(
        Optional.of(server.display()),
        Optional.of(server.framebuffer()),
        Map.of("DBUS_SESSION_BUS_ADDRESS", session));
  }

  private static List<AccessibleNode> all(AccessibleNode node) {
    var all = new ArrayList<AccessibleNode>();
    all.add(node);
    node.children().forEach(child -> all.addAll(all(child)));
    return all;
  }

  private static AccessibleTree await(GuestClient client, String role) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      AccessibleTree tree = client.desktop().accessibility(true, 3000, LONG);
      if (all(tree.root()).stream().anyMatch(node -> node.role().equals(role))) {
        return tree;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("there is no " + role);
  }

  @Test
  void a_desktop_without_programs_is_a_tree_without_children() throws Exception {
    XServer.needs("/usr/libexec/at-spi-bus-launcher");
    try (TestGuest guest = guest();
        GuestClient client = guest.client()) {
      AccessibleTree tree = client.desktop().accessibility(false, 100, LONG);
      assertThat(tree.root().role()).isEqualTo("desktop frame");
      assertThat(tree.root().children()).isEmpty();
      assertThat(tree.truncated()).isFalse();
    }
  }

  @Test
  void an_editor_tells_its_menus_and_its_text_with_their_places() throws Exception {
    XServer.needs("mousepad");
    server.startIn(Map.of("DBUS_SESSION_BUS_ADDRESS", session), "mousepad");
    try (TestGuest guest = guest();
        GuestClient client = guest.client()) {
      AccessibleTree tree = await(client, "text");
      List<AccessibleNode> all = all(tree.root());
      assertThat(tree.nodes()).isEqualTo(all.size() - 1);
      assertThat(tree.truncated()).isFalse();
      assertThat(all)
          .filteredOn(node -> node.role().equals("application"))
          .extracting(AccessibleNode::name)
          .containsExactly("mousepad");
      assertThat(all)
          .filteredOn(node -> node.role().equals("menu"))
          .extracting(AccessibleNode::name)
          .contains("File", "Edit", "Help");
      AccessibleNode text =
          all.stream().filter(node -> node.role().equals("text")).findFirst().orElseThrow();
      assertThat(text.states()).contains("editable", "showing", "multi_line");
      Box box = text.box().orElseThrow();
      assertThat(box.width()).isBetween(100, XServer.WIDTH);
      AccessibleTree whole = client.desktop().accessibility(false, 3000, LONG);
      assertThat(whole.nodes()).isGreaterThan(tree.nodes());
      AccessibleTree some = client.desktop().accessibility(false, 20, LONG);
      assertThat(some.nodes()).isEqualTo(20);
      assertThat(some.truncated()).isTrue();
    }
  }

  private List<AccessibleNode> lookAt(String role, String... program) throws Exception {
    server.startIn(Map.of("DBUS_SESSION_BUS_ADDRESS", session), program);
    try (TestGuest guest = guest();
        GuestClient client = guest.client()) {
      return all(await(client, role).root());
    }
  }

  private static List<String> names(List<AccessibleNode> all, String role) {
    return all.stream().filter(node -> node.role().equals(role)).map(AccessibleNode::name).toList();
  }

  @Test
  void a_program_of_qt_tells_its_menus_and_its_text() throws Exception {
    XServer.needs("featherpad");
    List<AccessibleNode> all = lookAt("menu item", "featherpad", "--standalone");
    assertThat(names(all, "application")).containsExactly("FeatherPad");
    assertThat(names(all, "menu item")).contains("File", "Edit", "Help");
    assertThat(all)
        .filteredOn(node -> node.role().equals("text"))
        .anyMatch(text -> text.states().containsAll(List.of("editable", "multi_line")));
  }

  @Test
  void a_program_of_swing_tells_its_menus_and_its_fields_with_their_places() throws Exception {
    String bridge = "/usr/share/java/java-atk-wrapper.jar";
    assertThat(Path.of(bridge)).as("libatk-wrapper-java is installed").exists();
    List<AccessibleNode> all =
        lookAt(
            "push button",
            ProcessHandle.current().info().command().orElse("java"),
            "-Djavax.accessibility.assistive_technologies=org.GNOME.Accessibility.AtkWrapper",
            "-Djava.library.path=/usr/lib/x86_64-linux-gnu/jni:/usr/lib/aarch64-linux-gnu/jni",
            "-Djava.awt.headless=false",
            "-cp",
            bridge + ":" + System.getProperty("java.class.path"),
            SwingWindow.class.getName());
    assertThat(names(all, "frame")).containsExactly("Swing window");
    assertThat(names(all, "menu")).containsExactly("File");
    assertThat(names(all, "check box")).containsExactly("agree");
    AccessibleNode button =
        all.stream().filter(node -> node.role().equals("push button")).findFirst().orElseThrow();
    assertThat(button.name()).isEqualTo("Press me");
    assertThat(button.box().orElseThrow().y()).isGreaterThan(60);
  }

  @Test
  void a_click_on_the_place_a_menu_tells_opens_it() throws Exception {
    XServer.needs("mousepad");
    server.startIn(Map.of("DBUS_SESSION_BUS_ADDRESS", session), "mousepad");
    try (TestGuest guest = guest();
        GuestClient client = guest.client()) {
      AccessibleTree tree = await(client, "menu");
      Box file =
          all(tree.root()).stream()
              .filter(node -> node.role().equals("menu") && node.name().equals("File"))
              .findFirst()
              .flatMap(AccessibleNode::box)
              .orElseThrow();
      client.waitStill(Duration.ofMillis(200), LONG);
      client.click(
          new Point(file.x() + file.width() / 2, file.y() + file.height() / 2), Button.LEFT, 1);
      AccessibleTree open = await(client, "menu item");
      assertThat(all(open.root()))
          .filteredOn(node -> node.role().equals("menu item"))
          .extracting(AccessibleNode::name)
          .anyMatch(name -> name.startsWith("Save"));
    }
  }

  @Test
  void a_program_that_hangs_costs_its_time_and_is_marked() throws Exception {
    XServer.needs("mousepad");
    Process editor = server.startIn(Map.of("DBUS_SESSION_BUS_ADDRESS", session), "mousepad");
    try (TestGuest guest = guest();
        GuestClient client = guest.client()) {
      await(client, "text");
      server.run("kill", "-STOP", Long.toString(editor.pid()));
      AccessibleTree tree = client.desktop().accessibility(false, 3000, LONG);
      assertThat(tree.truncated()).isTrue();
      server.run("kill", "-CONT", Long.toString(editor.pid()));
      await(client, "text");
    }
  }

  @Test
  void without_a_session_bus_the_answer_says_what_is_missing() throws Exception {
    try (TestGuest guest =
            new TestGuest(Optional.of(server.display()), Optional.of(server.framebuffer()));
        GuestClient client = guest.client()) {
      assertThatThrownBy(() -> client.desktop().accessibility(false, 100, LONG))
          .hasMessageContaining("DBUS_SESSION_BUS_ADDRESS")
          .extracting("code")
          .isEqualTo(GuestException.Code.UNAVAILABLE);
    }
  }
}
