package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real X server, a real window manager and real programs. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class WindowsTest {
  @TempDir Path temp;
  private XServer server;
  private TestGuest guest;
  private GuestClient client;

  @BeforeEach
  void start() throws IOException {
    XServer.needs("xterm");
    server = new XServer(temp);
    guest = new TestGuest(Optional.of(server.display()), Optional.of(server.framebuffer()));
    client = guest.client();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    guest.close();
    server.close();
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private WindowInfo terminal(String title) throws IOException, InterruptedException {
    String script = "printf '\\033]2;" + title + "\\007'; sleep 100";
    server.start("xterm", "-u8", "-geometry", "40x10+50+60", "-e", "sh", "-c", script);
    until(() -> titles().contains(title));
    return client.desktop().windows().stream()
        .filter(w -> w.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private List<String> titles() {
    return client.desktop().windows().stream().map(WindowInfo::title).toList();
  }

  @Test
  void lists_windows_with_what_people_see_of_them() throws Exception {
    server.manage();
    WindowInfo first = terminal("Grüße 你好");
    WindowInfo second = terminal("second");
    assertThat(first.program()).isEqualTo("XTerm");
    assertThat(ProcessHandle.of(first.pid())).isPresent();
    assertThat(first.box().x()).isEqualTo(50);
    assertThat(first.box().y()).isEqualTo(60);
    assertThat(first.box().width()).isBetween(200, 400);
    until(
        () -> client.desktop().activeWindow().map(WindowInfo::id).equals(Optional.of(second.id())));
    assertThat(client.desktop().windows()).filteredOn(WindowInfo::active).hasSize(1);
  }

  @Test
  void activates_moves_and_resizes_with_the_frame_around() throws Exception {
    server.manage();
    WindowInfo first = terminal("first");
    terminal("second");
    WindowInfo active = client.desktop().change(first.id(), new WindowAction.Activate());
    assertThat(active.active()).isTrue();
    assertThat(titles()).containsExactly("second", "first");
    WindowInfo moved = client.desktop().change(first.id(), new WindowAction.Move(new Point(0, 0)));
    assertThat(moved.box()).isEqualTo(new Box(0, 0, first.box().width(), first.box().height()));
    WindowInfo resized =
        client.desktop().change(first.id(), new WindowAction.Resize(new Size(500, 300)));
    assertThat(resized.box().width()).isBetween(480, 500);
    assertThat(resized.box().height()).isBetween(280, 300);
    assertThat(resized.box().x()).isZero();
  }

  @Test
  void maximizes_minimizes_and_brings_back() throws Exception {
    server.manage();
    WindowInfo window = terminal("one");
    WindowInfo large = client.desktop().change(window.id(), new WindowAction.Maximize());
    assertThat(large.maximized()).isTrue();
    assertThat(large.box().width()).isGreaterThan(700);
    WindowInfo small = client.desktop().change(window.id(), new WindowAction.Minimize());
    assertThat(small.minimized()).isTrue();
    assertThat(client.desktop().activeWindow()).isEmpty();
    WindowInfo back = client.desktop().change(window.id(), new WindowAction.Restore());
    assertThat(back.minimized()).isFalse();
    assertThat(back.maximized()).isFalse();
    assertThat(back.active()).isTrue();
  }

  @Test
  void closes_a_window_and_says_that_an_unknown_one_is_not_there() throws Exception {
    server.manage();
    WindowInfo window = terminal("one");
    assertThat(client.desktop().close(window.id())).isTrue();
    assertThat(client.desktop().windows()).isEmpty();
    assertThatThrownBy(() -> client.desktop().close(window.id()))
        .extracting("code")
        .isEqualTo(GuestException.Code.NOT_FOUND);
    assertThatThrownBy(() -> client.desktop().change(1234567, new WindowAction.Activate()))
        .hasMessageContaining("1234567");
  }

  @Test
  void does_what_can_be_done_without_a_window_manager() throws Exception {
    WindowInfo window = terminal("alone");
    assertThat(window.program()).isEqualTo("XTerm");
    assertThat(client.desktop().change(window.id(), new WindowAction.Activate()).active()).isTrue();
    assertThat(
            client.desktop().change(window.id(), new WindowAction.Move(new Point(7, 9))).box().x())
        .isEqualTo(7);
    assertThat(client.desktop().change(window.id(), new WindowAction.Maximize()).box().width())
        .isGreaterThan(700);
    assertThatThrownBy(() -> client.desktop().change(window.id(), new WindowAction.Minimize()))
        .extracting("code")
        .isEqualTo(GuestException.Code.UNAVAILABLE);
    assertThat(client.desktop().close(window.id())).isTrue();
  }
}
