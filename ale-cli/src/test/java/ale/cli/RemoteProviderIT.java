package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.Outcome;
import ale.doors.Doors;
import ale.doors.DoorsOptions;
import ale.doors.Target;
import ale.guest.GuestException;
import ale.guest.RemoteAccess;
import ale.runner.LocalEngine;
import ale.runner.Machinery;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.sandbox.Image;
import ale.sandbox.Manifest;
import ale.sandbox.Provider;
import ale.sandbox.RemoteProvider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxContract;
import ale.sandbox.SandboxException;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import ale.sandbox.SplitProvider;
import ale.tasks.Families;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else's machine, here a sandbox with a computer-server's door to it, keeps what every
 * sandbox promises.
 */
final class RemoteProviderIT extends SandboxContract {
  private static final String KEY = "the key";
  private final Sandbox machine = Lab.open();
  private final Doors doors =
      Doors.serve(
          new DoorsOptions(
              new Target.OnDisplay(":0", Optional.empty()),
              "127.0.0.1",
              0,
              Optional.of(KEY),
              Optional.empty()),
          machine.guest());
  private final Provider provider = provider(KEY);
  @TempDir Path place;

  @Override
  protected Provider provider() {
    return provider;
  }

  @Override
  protected Image image() {
    return Lab.machinery().images().find(Lab.IMAGE).orElseThrow();
  }

  @Override
  protected Set<Class<? extends Sandbox>> abilities() {
    return Set.of();
  }

  @Override
  protected Set<String> furtherOperations() {
    return Set.of();
  }

  @Override
  protected void end() {
    doors.close();
    machine.close();
  }

  private RemoteProvider provider(String key) {
    return new RemoteProvider(
        new RemoteAccess(doors.address(), Optional.of(key), Optional.empty()),
        InstantSource.system());
  }

  private SandboxSpec spec() {
    return SandboxSpec.of(image(), Resources.of(1, 512, 64), SandboxSpec.Tools.GUEST)
        .withScreen(ScreenSize.STANDARD);
  }

  @Test
  void a_machine_is_one_sandbox_at_a_time_and_its_guest_refuses_what_it_cannot_do() {
    RemoteProvider remote = provider(KEY);
    try (Sandbox sandbox = remote.open(spec())) {
      assertThat(Lab.sh(sandbox, "id -un; pwd").text()).isEqualTo("agent\n/home/agent/work\n");
      assertThat(sandbox.guest().screenshot()).startsWith(0x89, 'P', 'N', 'G');
      assertThatThrownBy(() -> sandbox.guest().processes())
          .isInstanceOf(GuestException.class)
          .hasMessageContaining("processes");
      assertThat(remote.list()).hasSize(1);
      assertThatThrownBy(() -> remote.open(spec())).hasMessageContaining("in use");
    }
    assertThat(remote.list()).isEmpty();
    remote.open(spec()).close();
  }

  @Test
  void what_cannot_be_had_is_refused_when_it_is_asked_for() {
    assertThatThrownBy(() -> provider("wrong").open(spec()))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("401");
    assertThatThrownBy(() ->
            new RemoteProvider(
                    RemoteAccess.of(URI.create("http://127.0.0.1:1")), InstantSource.system())
                .open(spec()))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("http://127.0.0.1:1");
    SandboxSpec grader =
        SandboxSpec.of(spec().image(), spec().resources(), SandboxSpec.Tools.GRADER);
    assertThatThrownBy(() -> provider(KEY).open(grader)).hasMessageContaining("graders");
  }

  @Test
  void what_its_user_may_not_read_is_reported() throws IOException {
    try (Sandbox sandbox = provider(KEY).open(spec())) {
      Lab.sh(
          sandbox,
          "mkdir -p out/deep; echo one > out/a; echo two > out/deep/b; chmod 0 out/deep/b");
      Manifest manifest =
          sandbox.collect(
              List.of(new Sandbox.Wanted("/home/agent/work/out", "main")),
              Files.createDirectory(place.resolve("taken")));
      assertThat(manifest.entries())
          .extracting(e -> e.source().replace("/home/agent/work/", "") + " " + e.status())
          .containsExactlyInAnyOrder("out/a ok", "out/deep/b unreadable");
      assertThat(place.resolve("taken/home/agent/work/out/a")).hasContent("one");
    }
  }

  @Test
  void a_trial_on_it_is_refused_or_graded_elsewhere_and_marked() throws IOException {
    Path task = TinyTask.in(place.resolve("task")).folder();
    TrialOutcome refused = run(place.resolve("strict"), task, List.of());
    assertThat(refused.outcome()).isInstanceOf(Outcome.Unscored.class);
    assertThat(refused.outcome().toString()).contains("--accept-unproven");

    TrialOutcome marked = run(place.resolve("lenient"), task, List.of(RunPlan.UNPROVEN_END));
    assertThat(marked.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(marked.unproven()).isTrue();
    try (Stream<Path> files = Files.walk(place.resolve("lenient"))) {
      Path journal = files.filter(f -> f.endsWith("journal.jsonl")).findFirst().orElseThrow();
      assertThat(Files.readString(journal)).contains("\"unproven\":true").doesNotContain(KEY);
    }
  }

  private TrialOutcome run(Path runs, Path task, List<String> grants) {
    Machinery usual = Lab.machinery();
    RunFolder run =
        new Planner(runs, Families.installed(), Lab.agents(), usual.clock(), "test")
            .granting(grants)
            .plan(List.of("oracle"), List.of(task.toString()), List.of(), 1);
    return new LocalEngine(
            new Machinery(
                new SplitProvider(provider(KEY), usual.provider()),
                usual.images(),
                usual.harnesses(),
                usual.examiner(),
                usual.clock(),
                usual.bundles(),
                usual.models()),
            1)
        .run(run, new RunListener() {})
        .getFirst();
  }
}
