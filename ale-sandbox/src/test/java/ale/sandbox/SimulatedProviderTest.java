package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.guest.Command;
import ale.guest.GuestException;
import ale.guest.Output;
import ale.guest.Tar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The double behaves as what it stands for, as far as it goes. */
@Timeout(20)
final class SimulatedProviderTest {
  private static final SandboxSpec SPEC =
      SandboxSpec.of(
          new Image("i", "0", List.of(Path.of("/none"))),
          Resources.of(1, 64, 16),
          SandboxSpec.Tools.GUEST);

  @TempDir Path folder;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  private SimulatedProvider provider() {
    return new SimulatedProvider(folder.resolve("all"), this::program, InstantSource.system());
  }

  private int program(List<String> argv, Path root)
      throws java.io.IOException, InterruptedException {
    if (argv.getFirst().equals("hang")) {
      begun.countDown();
      never.await();
    }
    Files.writeString(root.resolve("home/said.txt"), String.join(" ", argv));
    return 7;
  }

  @Test
  void files_go_in_programs_run_and_outputs_come_out_of_the_dead() throws Exception {
    Path input = Files.createDirectory(folder.resolve("input"));
    Files.writeString(input.resolve("a.txt"), "six");
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Tar.pack(input, tar);
    SimulatedProvider provider = provider();
    try (Sandbox.Mortal sandbox = provider.open(SPEC)) {
      assertThat(provider.list()).extracting(SandboxInfo::id).containsExactly(sandbox.id());
      sandbox.guest().archiveIn("/home", new ByteArrayInputStream(tar.toByteArray()));
      assertThat(sandbox.guest().exec(Command.of("say", "hello"), Output.none()).exitCode())
          .isEqualTo(7);
      assertThat(new String(sandbox.guest().read("/home/a.txt", 0, 9), StandardCharsets.UTF_8))
          .isEqualTo("six");
      assertThatThrownBy(
              () -> sandbox.collect(List.of(new Sandbox.Wanted("/home", "main")), folder))
          .isInstanceOf(IllegalStateException.class);
      assertThat(sandbox.kill().proven()).isTrue();
      Path output = Files.createDirectory(folder.resolve("output"));
      Manifest manifest =
          sandbox.collect(List.of(new Sandbox.Wanted("/home/said.txt", "main")), output);
      assertThat(manifest.whole()).isTrue();
      assertThat(output.resolve("home/said.txt")).hasContent("say hello");
    }
    assertThat(provider.list()).isEmpty();
    assertThat(folder.resolve("all")).isEmptyDirectory();
  }

  @Test
  void death_ends_the_program_that_runs() throws Exception {
    try (Sandbox.Mortal sandbox = provider().open(SPEC)) {
      Thread killer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  begun.await();
                  sandbox.kill();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThatThrownBy(() -> sandbox.guest().exec(Command.of("hang"), Output.none()))
          .isInstanceOf(GuestException.class);
      killer.join();
    }
  }

  @Test
  void no_path_leads_out_of_it_and_no_person_can_choose_it() {
    try (Sandbox sandbox = provider().open(SPEC)) {
      assertThatThrownBy(() -> sandbox.guest().read("/../../etc/passwd", 0, 10))
          .isInstanceOf(GuestException.class)
          .hasMessageContaining("leads out");
    }
    assertThat(Providers.installed().names()).doesNotContain("simulated");
  }
}
