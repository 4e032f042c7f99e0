package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.Content;
import ale.core.ContentPart;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Observation;
import ale.core.Step;
import ale.core.ToolCall;
import ale.core.Trajectory;
import ale.gateway.Caps;
import ale.gateway.Conversation;
import ale.gateway.FaultPlan;
import ale.gateway.Limit;
import ale.gateway.ModelFault;
import ale.gateway.Policy;
import ale.gateway.Turn;
import ale.guest.Jobs;
import ale.guest.ProcessInfo;
import ale.guest.ProgramInfo;
import ale.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every harness keeps to that works in a sandbox, whatever its model does. A test extends it,
 * says how the harness's tools are called, and opens sandboxes.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class HarnessContract {
  private static final String TASK = "Do the job that the script knows.";
  private static final String PART = "PART-OF-THE-JOB: say what the folder holds.";
  private static final String WINDOW =
      "DISPLAY=:0 setsid xterm -geometry 200x60+0+0 -e sh -c 'touch ready; read x; echo \"$x\" > typed.txt'"
          + " > window.log 2>&1 & timeout 20 sh -c 'until [ -e ready ]; do sleep 0.1; done'; cat window.log; echo open";

  private static final String FOCUSED =
      "timeout 20 sh -c 'until DISPLAY=:0 xprop -root _NET_ACTIVE_WINDOW | grep -q 0x[1-9a-f];"
          + " do sleep 0.1; done'; echo focused";

  /** No sleep, which some harnesses refuse to run. */
  private static final String FOR_EVER = "mkfifo never; cat never";

  /** Looks for secrets where a curious agent would. */
  private static final String SEARCH =
      "grep -rl sk-ale-secre[t] $HOME /tmp /run/ale /proc/[0-9]*/environ /proc/[0-9]*/cmdline"
          + " > found.txt 2> /dev/null; (ps auxww; env) > around.txt; echo searched";

  @TempDir protected Path folder;
  private Optional<Sandbox.Doored> opened = Optional.empty();

  protected abstract Harness harness();

  protected abstract String model();

  /** Where bundles are kept. */
  protected abstract Bundles bundles();

  /** A computer with a desktop, and with the bundle, if there is one, in its place. */
  protected abstract Sandbox.Doored open(Optional<Bundle> bundle);

  /** A call of the harness's own shell. */
  protected abstract Turn shell(Conversation conversation, String command);

  /** A call that gives a part of the job to a sub-agent. */
  protected abstract Turn delegate(Conversation conversation, String part);

  /** How a sub-agent says that it is done. */
  protected Turn report(Conversation conversation, String words) {
    return Turn.say(words);
  }

  @BeforeEach
  final void openSandbox() {
    opened = Optional.of(open(harness().bundle(bundles())));
  }

  @AfterEach
  final void closeSandbox() {
    opened.ifPresent(Sandbox::close);
  }

  private Sandbox.Doored sandbox() {
    return opened.orElseThrow();
  }

  private Exam exam(Policy policy, FaultPlan faults, Caps caps) {
    return new Exam(folder, sandbox(), harness(), model(), TASK, policy, faults, caps);
  }

  protected static Turn desktop(Conversation c, String tool, Map<String, ?> arguments) {
    return Turn.call(c.tool(tool).orElse("no-tool-" + tool), arguments);
  }

  /** The whole way: shell, screen, mouse, keys, a tool that errs, a sub-agent. */
  private Turn tour(Conversation c) {
    boolean part = c.messages().stream().anyMatch(m -> m.text().contains(PART));
    boolean whole = c.messages().stream().anyMatch(m -> m.text().contains(TASK));
    if (part && !whole) {
      return c.replies() == 0
          ? shell(c, "echo part > part.txt; ls")
          : report(c, "The part is done.");
    }
    return switch (c.replies()) {
      case 0 -> shell(c, "echo 42 > answer.txt; echo written");
      case 1 -> shell(c, WINDOW);
      case 2 -> desktop(c, "wait_still", Map.of("quiet_ms", 300));
      case 3 -> desktop(c, "click", Map.of("coordinate", List.of(300, 300)));
      case 4 -> shell(c, FOCUSED);
      case 5 -> desktop(c, "screenshot", Map.of());
      case 6 -> desktop(c, "type", Map.of("text", "forty-two\n"));
      case 7 -> desktop(c, "key_down", Map.of("keys", List.of("no-such-key")));
      case 8 -> shell(c, "ls /no/such/folder");
      case 9 -> delegate(c, PART);
      case 10 -> shell(c, SEARCH);
      case 11 -> shell(c, "timeout 20 sh -c 'until [ -s typed.txt ]; do sleep 0.1; done'");
      default -> Turn.say("All is done.");
    };
  }

  @Test
  void does_a_job_in_shell_and_on_the_desktop_past_errors_and_with_a_sub_agent()
      throws IOException {
    try (Exam exam = exam(this::tour, FaultPlan.none(), Caps.none())) {
      WorkReport report = exam.work(Duration.ofSeconds(90));

      assertThat(report.ended()).as(report.reason()).isEqualTo("done");
      assertThat(exam.file("answer.txt")).isEqualTo("42\n");
      assertThat(exam.file("typed.txt")).isEqualTo("forty-two\n");
      assertThat(exam.file("part.txt")).isEqualTo("part\n");

      Trajectory trajectory = exam.trajectory();
      assertThat(called(trajectory)).anyMatch(name -> name.endsWith("screenshot"));
      assertThat(pictures(trajectory)).isPositive();
      assertThat(seen(trajectory)).contains("written", "there is no key", "All is done.");
      assertThat(trajectory.subagents())
          .singleElement()
          .satisfies(child ->
              assertThat(child.steps().stream().flatMap(s -> s.toolCalls().stream())).isNotEmpty());
      assertThat(delegations(trajectory))
          .containsExactly(trajectory.subagents().getFirst().trajectoryId().orElseThrow());
      assertThat(tokens(trajectory)).isEqualTo(exam.reported());
      assertThat(report.reported().orElseThrow().tokens()).isEqualTo(exam.reported());
      assertThat(exam.file("found.txt")).isEmpty();
      assertThat(exam.file("around.txt")).contains("PATH=").doesNotContain(Exam.KEY);
      assertThat(exam.kept()).doesNotContain(Exam.KEY);
    }
  }

  @Test
  void goes_on_after_cut_streams_and_server_errors() {
    Policy policy =
        c ->
            c.replies() < 2 ? shell(c, "echo " + c.replies() + " >> steps.txt") : Turn.say("Over.");
    FaultPlan faults =
        FaultPlan.only(
            Map.of(1, ModelFault.status(500), 3, new ModelFault.Cut(1), 5, ModelFault.status(429)));
    try (Exam exam = exam(policy, faults, Caps.none())) {
      WorkReport report = exam.work(Duration.ofSeconds(90));

      assertThat(report.ended()).as(report.reason()).isEqualTo("done");
      assertThat(exam.file("steps.txt")).isEqualTo("0\n1\n");
      assertThat(exam.session().spent().providerFaults()).isEqualTo(3);
      assertThat(exam.session().fault()).isEmpty();
      assertThat(tokens(exam.trajectory())).isEqualTo(exam.reported());
    }
  }

  @Test
  void stops_when_its_budget_is_used_up() {
    Policy endless = c -> shell(c, "echo more " + c.replies());
    long most = 150_000;
    try (Exam exam = exam(endless, FaultPlan.none(), Caps.none().tokens(most))) {
      WorkReport report = exam.work(Duration.ofSeconds(90));

      assertThat(report.ended()).as(report.reason()).isEqualTo("limit");
      assertThat(exam.session().limit()).contains(Limit.TOKENS);
      assertThat(exam.session().spent().tokens()).isPositive().isLessThanOrEqualTo(most);
      Trajectory trajectory = exam.trajectory();
      assertThat(seen(trajectory)).contains("more");
      assertThat(tokens(trajectory)).isEqualTo(exam.reported());
    }
  }

  @Test
  void is_to_blame_itself_when_its_program_is_not_there() {
    closeSandbox();
    opened = Optional.of(open(Optional.empty()));
    try (Exam exam = exam(c -> Turn.say("Nobody asks me."), FaultPlan.none(), Caps.none())) {
      assertThatThrownBy(() -> exam.work(Duration.ofSeconds(60)))
          .isInstanceOfSatisfying(
              FaultException.class, f -> assertThat(f.source()).isEqualTo(FaultSource.HARNESS))
          .hasMessageContaining(harness().name());
      assertThat(exam.session().spent().calls()).isZero();
    }
  }

  @Test
  void leaves_no_process_when_its_time_is_over() {
    Policy slow = c -> shell(c, FOR_EVER);
    try (Exam exam = exam(slow, FaultPlan.none(), Caps.none())) {
      WorkReport report = exam.work(Duration.ofSeconds(4));

      assertThat(report.ended()).as(report.reason()).isEqualTo("limit");
      assertThat(exam.trajectory().steps()).isNotEmpty();
      assertThat(sandbox().guest().jobs().list()).noneMatch(ProgramInfo::running);
      assertThat(sandbox().guest().processes())
          .extracting(ProcessInfo::name)
          .isNotEmpty()
          .doesNotContain("cat", "claude", "codex", "node", "opencode");
    }
  }

  @Test
  void leaves_a_trajectory_of_what_it_did_when_it_is_killed() throws InterruptedException {
    CountDownLatch underWay = new CountDownLatch(1);
    Policy policy =
        c -> {
          if (c.replies() < 2) {
            return shell(c, c.replies() == 0 ? "echo first" : "echo second");
          }
          underWay.countDown();
          return shell(c, FOR_EVER);
        };
    try (Exam exam = exam(policy, FaultPlan.none(), Caps.none())) {
      Thread killer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  underWay.await();
                  for (int i = 0; i < 200 && !exam.tells(t -> seen(t).contains("first")); i++) {
                    Thread.sleep(100); // programs write their logs when they like
                  }
                } catch (InterruptedException e) {
                  return;
                }
                Jobs jobs = sandbox().guest().jobs();
                jobs.list().forEach(job -> jobs.kill(job.id()));
              });
      WorkReport report = exam.work(Duration.ofSeconds(90));
      killer.join();

      assertThat(report.ended()).as(report.reason()).isEqualTo("gave-up");
      assertThat(called(exam.trajectory())).isNotEmpty();
      assertThat(seen(exam.trajectory())).contains("first");
    }
  }

  private static List<String> called(Trajectory trajectory) {
    return trajectory.steps().stream()
        .flatMap(s -> s.toolCalls().stream())
        .map(ToolCall::name)
        .toList();
  }

  private static Stream<Observation.Result> results(Trajectory trajectory) {
    return trajectory.steps().stream()
        .flatMap(s -> s.observation().stream())
        .flatMap(o -> o.results().stream());
  }

  private static long pictures(Trajectory trajectory) {
    return results(trajectory)
        .flatMap(r -> r.content().stream())
        .filter(Content.Parts.class::isInstance)
        .flatMap(c -> ((Content.Parts) c).parts().stream())
        .filter(ContentPart.Image.class::isInstance)
        .count();
  }

  private static String seen(Trajectory trajectory) {
    StringBuilder text = new StringBuilder();
    for (Step step : trajectory.steps()) {
      text.append(step.message().plain()).append('\n');
    }
    results(trajectory)
        .flatMap(r -> r.content().stream())
        .forEach(c -> text.append(c.plain()).append('\n'));
    return text.toString();
  }

  private static List<String> delegations(Trajectory trajectory) {
    return results(trajectory)
        .flatMap(r -> r.subagents().stream())
        .flatMap(s -> s.trajectoryId().stream())
        .distinct()
        .toList();
  }

  /** Prompts and replies that the harness says it paid for, sub-agents included. */
  private static long tokens(Trajectory trajectory) {
    return Stream.concat(Stream.of(trajectory), trajectory.subagents().stream())
        .map(t -> t.finalMetrics().orElseThrow())
        .mapToLong(m -> m.promptTokens().orElse(0L) + m.completionTokens().orElse(0L))
        .sum();
  }
}
