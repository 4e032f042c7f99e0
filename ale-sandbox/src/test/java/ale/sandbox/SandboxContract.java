package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.GuestClient;
import ale.guest.Output;
import ale.guest.Tar;
import ale.sandbox.Hand.Said;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every sandbox can do, whoever made the computer; a provider's test extends it, or {@link
 * ProviderContract} if the provider makes its computers itself.
 *
 * <p>It uses nothing of a sandbox but the interfaces, a shell with Debian's essential programs, and
 * xterm on its screen. One sandbox at a time is enough, unless it can be killed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class SandboxContract {
  static final String WORK = "/home/agent/work/";

  /** What every guest on a Linux desktop can be asked. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "ping",
          "exec",
          "read",
          "write",
          "stat",
          "list",
          "archive_in",
          "archive_out",
          "screenshot",
          "frame",
          "changes",
          "size",
          "wait_still",
          "click",
          "cursor",
          "drag",
          "key",
          "key_down",
          "key_up",
          "mouse_down",
          "mouse_up",
          "move",
          "scroll",
          "type",
          "clipboard_read",
          "clipboard_write",
          "window_activate",
          "window_active",
          "window_close",
          "window_list",
          "window_maximize",
          "window_minimize",
          "window_move",
          "window_resize",
          "window_restore");

  @TempDir Path folder;
  private Optional<Sandbox> shared = Optional.empty();

  /** The provider under test; the same one whenever it is asked for. */
  protected abstract Provider provider();

  /** An image with Debian's essential programs, an X server and xterm. */
  protected abstract Image image();

  /** The interfaces that its sandboxes have beside {@link Sandbox}. */
  protected abstract Set<Class<? extends Sandbox>> abilities();

  /** What its guests can be asked beside {@link #EVERYWHERE}. */
  protected abstract Set<String> furtherOperations();

  /** A small computer without a screen. */
  SandboxSpec small() {
    return spec(Resources.of(1, 384, 64));
  }

  SandboxSpec spec(Resources resources) {
    return SandboxSpec.of(image(), resources, SandboxSpec.Tools.GUEST);
  }

  Sandbox open(SandboxSpec spec) {
    return provider().open(spec);
  }

  /** One with a screen, for tests that leave it usable. */
  synchronized Sandbox shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(open(spec(Resources.of(1, 768, 128)).withScreen(ScreenSize.STANDARD)));
    }
    return shared.get();
  }

  @AfterAll
  final void leave() {
    shared.ifPresent(Sandbox::close);
    end();
  }

  /** Takes down what the provider needs, after its last sandbox is closed. */
  protected void end() {}

  @Test
  void a_sandbox_has_the_abilities_that_its_provider_states() {
    assertThat(
            List.<Class<? extends Sandbox>>of(
                Sandbox.Mortal.class,
                Sandbox.Doored.class,
                Sandbox.Resettable.class,
                Sandbox.Revivable.class,
                Sandbox.Snapshots.class))
        .filteredOn(ability -> ability.isInstance(shared()))
        .containsExactlyInAnyOrderElementsOf(abilities());
  }

  @Test
  void a_guest_can_be_asked_what_its_provider_states() {
    Set<String> stated = new HashSet<>(EVERYWHERE);
    stated.addAll(furtherOperations());
    assertThat(shared().guest().capabilities()).containsExactlyInAnyOrderElementsOf(stated);
  }

  @Test
  void a_program_runs_and_tells_how_it_ended() {
    Captured output = new Captured(1000);
    ExecResult result =
        shared().guest().exec(Command.shell("echo out; echo err >&2; exit 7"), output);
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(output.out()).isEqualTo("out\n");
    assertThat(output.err()).isEqualTo("err\n");
  }

  @Test
  void a_program_whose_time_is_over_is_ended() {
    ExecResult result =
        shared()
            .guest()
            .exec(Command.of("sleep", "60").within(Duration.ofMillis(300)), Output.none());
    assertThat(result.timedOut()).isTrue();
    assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void files_go_in_and_come_out_unchanged() {
    byte[] content = new byte[3_000_000];
    new Random(11).nextBytes(content);
    GuestClient guest = shared().guest();
    guest.write(WORK + "file", content, 0600);
    assertThat(guest.stat(WORK + "file").size()).isEqualTo(content.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    guest.read(WORK + "file", all);
    assertThat(all.toByteArray()).isEqualTo(content);
    assertThat(guest.read(WORK + "file", 2_999_990, 100)).hasSize(10);
    assertThat(Hand.sh(shared(), "wc -c < file").text().strip()).isEqualTo("3000000");
  }

  @Test
  void an_archive_goes_in_and_comes_out_as_it_was() throws IOException {
    Path from = Files.createDirectories(folder.resolve("from/deep"));
    Files.writeString(from.resolve("word"), "word");
    Path parent = folder.resolve("from");
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    Tar.pack(parent, in);
    GuestClient guest = shared().guest();
    guest.archiveIn(WORK + "archive", new ByteArrayInputStream(in.toByteArray()));
    assertThat(Hand.sh(shared(), "cat archive/deep/word").text()).isEqualTo("word");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    guest.archiveOut(WORK + "archive", List.of("."), out);
    Path to = folder.resolve("to");
    Tar.unpack(new ByteArrayInputStream(out.toByteArray()), to, Tar.Links.SKIP);
    assertThat(to.resolve("deep/word")).hasContent("word");
  }

  @Test
  void a_desktop_is_seen_and_hears_mouse_and_keyboard() throws Exception {
    GuestClient guest = shared().guest();
    byte[] empty = guest.screenshot();
    var picture = javax.imageio.ImageIO.read(new ByteArrayInputStream(empty));
    assertThat(picture.getWidth()).isEqualTo(ScreenSize.STANDARD.width());
    assertThat(picture.getHeight()).isEqualTo(ScreenSize.STANDARD.height());
    String reader = "touch shown; read line; echo \"$line\" > part; mv part typed";
    Hand.sh(
        shared(),
        "setsid xterm -geometry 80x24+40+40 -e sh -c '" + reader + "' > /dev/null 2>&1 &");
    assertThat(Hand.sh(shared(), "until [ -e shown ]; do sleep 0.02; done").exit()).isZero();
    guest.waitStill(Duration.ofMillis(300), Duration.ofSeconds(10));
    guest.click(new ale.guest.Point(200, 200), ale.guest.Button.LEFT, 1);
    assertThat(guest.cursor()).isEqualTo(new ale.guest.Point(200, 200));
    guest.waitStill(Duration.ofMillis(200), Duration.ofSeconds(5));
    assertThat(guest.screenshot()).isNotEqualTo(empty);
    guest.type("Words, 42 of them\n");
    assertThat(Hand.sh(shared(), "until [ -e typed ]; do sleep 0.02; done; cat typed").text())
        .isEqualTo("Words, 42 of them\n");
  }

  /** What comes out after a script; of a sandbox that is dead, if one can be. */
  Manifest collected(String script, String... wanted) throws IOException {
    if (!abilities().contains(Sandbox.Mortal.class)) {
      succeeds(shared(), script);
      return collected(shared(), wanted);
    }
    try (Sandbox.Mortal sandbox = (Sandbox.Mortal) open(small())) {
      succeeds(sandbox, script);
      sandbox.kill();
      return collected(sandbox, wanted);
    }
  }

  private static void succeeds(Sandbox sandbox, String script) {
    Said said = Hand.sh(sandbox, script);
    assertThat(said.exit()).as(said.text()).isZero();
  }

  private Manifest collected(Sandbox sandbox, String... wanted) throws IOException {
    return sandbox.collect(
        java.util.Arrays.stream(wanted).map(w -> new Sandbox.Wanted(WORK + w, "main")).toList(),
        Files.createTempDirectory(folder, "collected"));
  }

  @Test
  void what_is_no_file_is_reported_and_never_followed() throws IOException {
    Manifest manifest =
        collected(
            """
            set -e
            mkdir output; echo done > output/file; ln -s /etc/passwd output/link; mkfifo output/pipe
            perl -MSocket -e 'socket(S, AF_UNIX, SOCK_STREAM, 0); bind(S, sockaddr_un("output/socket")) or die'
            ln -s /etc away; mkfifo pipe
            """,
            "output",
            "away/passwd",
            "never",
            "pipe");
    assertThat(manifest.entries())
        .extracting(e -> e.source().substring(WORK.length()) + " " + e.status())
        .containsExactly(
            "away/passwd link",
            "never missing",
            "output/file ok",
            "output/link link",
            "output/pipe special",
            "output/socket special",
            "pipe special");
    assertThat(manifest.bytes()).isEqualTo("done\n".length());
    assertThat(manifest.whole()).isFalse();
  }

  @Test
  void a_sandbox_whose_controller_lives_is_listed_and_kept() {
    shared();
    provider().clean();
    assertThat(provider().list())
        .filteredOn(s -> s.id().equals(shared().id()))
        .singleElement()
        .satisfies(s -> {
          assertThat(s.provider()).isEqualTo(provider().name());
          assertThat(s.image()).isEqualTo(image().name());
          assertThat(s.controller()).isEqualTo(ProcessHandle.current().pid());
          assertThat(s.orphan()).isFalse();
        });
    assertThat(Hand.sh(shared(), "echo alive").text()).isEqualTo("alive\n");
  }
}
