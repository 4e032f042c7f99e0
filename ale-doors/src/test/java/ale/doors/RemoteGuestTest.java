package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.guest.Button;
import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.Direction;
import ale.guest.ExecResult;
import ale.guest.FileStat;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.guest.LocalGuest;
import ale.guest.Point;
import ale.guest.RemoteAccess;
import ale.guest.Size;
import ale.guest.Tar;
import ale.guest.WindowAction;
import ale.guest.WindowInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest that stands in for a machine with a computer-server, in front of a real desktop. The
 * server is our own door or, with {@code ALE_COMPUTER_SERVER}, the program that this variable
 * names.
 */
final class RemoteGuestTest {
  @TempDir static Path directory;
  static TestDesk desk;
  static LocalGuest remote;
  static GuestClient guest;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    desk = new TestDesk(directory);
    String other = System.getenv("ALE_COMPUTER_SERVER");
    remote =
        LocalGuest.remote(
            new RemoteAccess(
                other == null ? desk.address() : started(other),
                Optional.of(TestDesk.TOKEN),
                Optional.of("the-machine")));
    guest = remote.client();
  }

  private static URI started(String program) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    desk.start(program, "--host", "127.0.0.1", "--port", Integer.toString(port));
    TestDesk.until(() -> {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    });
    return URI.create("http://127.0.0.1:" + port);
  }

  @AfterAll
  static void close() {
    remote.close();
    desk.close();
  }

  private static Captured run(Command command, int exitCode) {
    var captured = new Captured(1 << 20);
    ExecResult result = guest.exec(command, captured);
    assertThat(result.exitCode()).as(captured.err()).isEqualTo(exitCode);
    assertThat(result.timedOut()).isFalse();
    return captured;
  }

  @Test
  void tells_what_the_protocol_can_do_and_refuses_the_rest_by_name() {
    assertThat(guest.capabilities())
        .contains("exec", "read", "write", "archive_in", "archive_out", "screenshot", "window_list")
        .doesNotContain("job_start", "pty_start", "kill_all", "processes", "accessibility");
    assertThatThrownBy(() -> guest.killAll())
        .isInstanceOf(GuestException.class)
        .hasMessageContaining("kill_all");
    guest.ping();
  }

  @Test
  void runs_programs_with_arguments_variables_folder_and_input() {
    Captured captured =
        run(
            Command.of(
                    "sh",
                    "-c",
                    "pwd; echo \"$GREETING\"; cat; echo \"$1\" >&2; exit 7",
                    "x",
                    "a 'b'\n$c")
                .with("GREETING", "γειά \"$HOME\" 'x'")
                .in("/usr/share")
                .reading("the input\n".getBytes(StandardCharsets.UTF_8)),
            7);
    assertThat(captured.out()).isEqualTo("/usr/share\nγειά \"$HOME\" 'x'\nthe input\n");
    assertThat(captured.err()).isEqualTo("a 'b'\n$c\n");
  }

  @Test
  void brings_back_output_that_is_no_text() {
    byte[] bytes = run(Command.shell("printf '\\000\\377\\376\\n\\n'"), 0).outBytes();
    assertThat(bytes).containsExactly(0, 0xff, 0xfe, '\n', '\n');
  }

  @Test
  void ends_a_program_whose_time_is_over_and_keeps_what_it_wrote() {
    var captured = new Captured(1000);
    ExecResult result =
        guest.exec(
            Command.shell("echo begun; sleep 100 & wait").within(Duration.ofMillis(700)), captured);
    assertThat(result.timedOut()).isTrue();
    assertThat(captured.out()).isEqualTo("begun\n");
  }

  @Test
  void names_a_program_a_file_and_a_folder_that_are_not_there() {
    assertThatThrownBy(() -> guest.exec(Command.of("no-such-program"), new Captured(1)))
        .satisfies(e -> assertThat(code(e)).isEqualTo(GuestException.Code.NOT_FOUND));
    for (String missing : List.of("/no/such", "/tmp/no such 'file'")) {
      assertThatThrownBy(() -> guest.stat(missing))
          .satisfies(e -> assertThat(code(e)).isEqualTo(GuestException.Code.NOT_FOUND));
      assertThatThrownBy(() -> guest.read(missing, 0, 10))
          .satisfies(e -> assertThat(code(e)).isEqualTo(GuestException.Code.NOT_FOUND));
      assertThatThrownBy(() -> guest.list(missing))
          .satisfies(e -> assertThat(code(e)).isEqualTo(GuestException.Code.NOT_FOUND));
    }
  }

  private static GuestException.Code code(Throwable e) {
    assertThat(e).isInstanceOf(GuestException.class);
    return ((GuestException) e).code();
  }

  @Test
  void writes_and_reads_files_of_any_bytes_piece_by_piece() throws IOException {
    byte[] content = new byte[9 << 20];
    new Random(5).nextBytes(content);
    Path file = directory.resolve("it's a file.bin");
    guest.write(file.toString(), content, 0750);

    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x---");
    assertThat(guest.read(file.toString(), 5_000_000, 100))
        .isEqualTo(Arrays.copyOfRange(content, 5_000_000, 5_000_100));
    assertThat(guest.read(file.toString(), content.length - 3, 100)).hasSize(3);
    var whole = new ByteArrayOutputStream();
    guest.read(file.toString(), whole);
    assertThat(whole.toByteArray()).isEqualTo(content);
    guest.write(file.toString(), new byte[0], 0600);
    assertThat(file).isEmptyFile();
    assertThatThrownBy(() -> guest.read("/usr", 0, 1)).hasMessageContaining("is not a file");
  }

  @Test
  void lists_folders_with_links_not_followed_and_odd_names_kept() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("list"));
    Files.writeString(folder.resolve("a\nb"), "four");
    Files.createDirectory(folder.resolve("Ωμέγα"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("../nowhere"));

    List<FileStat> entries = guest.list(folder.toString());
    assertThat(entries).extracting(FileStat::name).containsExactly("a\nb", "link", "Ωμέγα");
    assertThat(entries)
        .extracting(FileStat::type)
        .containsExactly(FileStat.Type.FILE, FileStat.Type.LINK, FileStat.Type.DIRECTORY);
    assertThat(entries.getFirst().size()).isEqualTo(4);
    assertThat(entries.get(1).target()).isEqualTo("../nowhere");
    assertThat(guest.stat(folder + "/link").type()).isEqualTo(FileStat.Type.LINK);
  }

  @Test
  void packs_and_unpacks_folders_and_tells_what_was_left_out()
      throws IOException, InterruptedException {
    Path from = Files.createDirectories(directory.resolve("from/inner"));
    Files.writeString(from.resolve("f 'x'"), "content");
    Files.createLink(from.resolve("same"), from.resolve("f 'x'"));
    Files.createSymbolicLink(from.resolve("link"), Path.of("f 'x'"));
    Files.createSymbolicLink(directory.resolve("from/away"), from);
    run(Command.of("mkfifo", from + "/pipe"), 0);
    var tar = new ByteArrayOutputStream();
    Tar.Packed packed =
        guest.archiveOut(directory.toString(), List.of("from", "missing", "from/away/same"), tar);
    assertThat(packed.skipped())
        .extracting(Tar.Skipped::path)
        .containsExactlyInAnyOrder("from/inner/pipe", "missing", "from/away/same");

    Path into = directory.resolve("into");
    guest.archiveIn(into.toString(), new ByteArrayInputStream(tar.toByteArray()));
    assertThat(into.resolve("from/inner/f 'x'")).hasContent("content");
    assertThat(into.resolve("from/inner/same")).hasContent("content");
    assertThat(Files.isSymbolicLink(into.resolve("from/inner/link"))).isTrue();
    assertThat(packed.entries()).isEqualTo(6);
    assertThat(packed.bytes()).isEqualTo(14);
    Path here = directory.resolve("here");
    Tar.unpack(new ByteArrayInputStream(tar.toByteArray()), here, Tar.Links.KEEP);
    assertThat(here.resolve("from/inner/same")).hasContent("content");
  }

  @Test
  void sees_the_screen_and_types_and_clicks_on_it() throws IOException, InterruptedException {
    assertThat(guest.size()).isEqualTo(new Size(TestDesk.WIDTH, TestDesk.HEIGHT));
    Path typed = desk.typing("remote");
    guest.type("Hello ÄΩ");
    guest.key("Return");
    guest.key("shift", "a");
    guest.keyDown("Shift_L");
    guest.key("b");
    guest.keyUp("Shift_L");
    guest.key("enter");
    TestDesk.until(() -> Files.readString(typed).equals("Hello ÄΩ\nAB\n"));

    guest.move(new Point(300, 500));
    assertThat(guest.cursor()).isEqualTo(new Point(300, 500));
    guest.scroll(Direction.LEFT, 2);
    guest.scroll(Direction.DOWN, 2);
    guest.click(new Point(310, 505), Button.MIDDLE, 1);
    assertThatThrownBy(() -> guest.click(Button.BACK, 1)).hasMessageContaining("back");
    assertThatThrownBy(() -> guest.move(new Point(5000, 1))).hasMessageContaining("outside");
    assertThatThrownBy(() -> guest.key("no-key")).hasMessageContaining("no-key");
    assertThat(guest.waitStill(Duration.ofMillis(100), Duration.ofSeconds(20)).still()).isTrue();
    var picture = ImageIO.read(new ByteArrayInputStream(guest.screenshot()));
    assertThat(picture.getWidth()).isEqualTo(TestDesk.WIDTH);
    TestDesk.until(() -> {
      long seen = guest.desktop().changes(0, false).sequence();
      return guest.desktop().changes(seen, false).patches().isEmpty();
    });
    assertThatThrownBy(() -> guest.desktop().changes(0, true)).hasMessageContaining("pointer");
  }

  @Test
  void keeps_a_text_on_the_clipboard_and_moves_windows() throws IOException, InterruptedException {
    guest.desktop().clipboard("copied: ß 漢字");
    assertThat(guest.desktop().clipboard()).isEqualTo("copied: ß 漢字");

    desk.start("xterm", "-T", "to be moved", "-geometry", "30x5+10+20");
    TestDesk.until(() -> window().isPresent());
    WindowInfo window = window().orElseThrow();
    guest.desktop().change(window.id(), new WindowAction.Activate());
    TestDesk.until(
        () -> guest.desktop().activeWindow().filter(w -> w.id() == window.id()).isPresent());
    guest.desktop().change(window.id(), new WindowAction.Move(new Point(200, 210)));
    TestDesk.until(() -> Math.abs(window().orElseThrow().box().x() - 200) < 10);
    guest.desktop().close(window.id());
    TestDesk.until(() -> window().isEmpty());
  }

  private static Optional<WindowInfo> window() {
    return guest.desktop().windows().stream()
        .filter(w -> w.title().equals("to be moved"))
        .findFirst();
  }
}
