package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.agents.Replay;
import ale.core.Content;
import ale.core.ContentPart;
import ale.core.Step;
import ale.gateway.Caps;
import ale.gateway.Conversation;
import ale.gateway.FaultPlan;
import ale.gateway.ModelFault;
import ale.gateway.Policy;
import ale.gateway.Turn;
import ale.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generalist in a real sandbox, with a model that plays a policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class GeneralistIT {
  private static final Map<String, String> QUICK = Map.of("verify", "off");

  private final Sandbox sandbox = Lab.open();

  @AfterAll
  void leave() {
    sandbox.close();
  }

  private static Turn sh(String command) {
    return Turn.call("run_command", Map.of("command", command));
  }

  private static Turn done() {
    return Turn.call("finish", Map.of("outcome", "done", "report", "all of it"));
  }

  /** Says one turn after another, by the number of replies so far. */
  private static Policy turns(Turn... turns) {
    return c -> c.replies() < turns.length ? turns[c.replies()] : done();
  }

  private static Stream<Content> results(ScriptedJob.End end) {
    return end.trajectory().steps().stream()
        .flatMap(s -> s.observation().stream())
        .flatMap(o -> o.results().stream())
        .flatMap(r -> r.content().stream());
  }

  private static List<String> words(ScriptedJob.End end) {
    return Stream.concat(
            results(end).map(Content::plain),
            end.trajectory().steps().stream().map(s -> s.message().plain()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "responses", "chat", "gemini"})
  void a_job_in_shell_and_screen_is_done_in_every_dialect(String dialect, @TempDir Path folder)
      throws Exception {
    String file = "/home/agent/work/" + dialect + ".txt";
    Policy policy =
        turns(
            Turn.call("checklist", Map.of("items", List.of(Map.of("what", "the note is saved")))),
            sh(
                "touch "
                    + file
                    + "; setsid mousepad "
                    + file
                    + " >/dev/null 2>&1 & for i in $(seq 200); do xwininfo -root -tree"
                    + " | grep -q '"
                    + dialect
                    + ".txt.*Mousepad' && break; sleep 0.1; done"),
            Turn.call("wait_still", Map.of("quiet_ms", 300, "timeout_ms", 3000)),
            Turn.call("screenshot", Map.of()),
            Turn.call("click", Map.of("coordinate", List.of(500, 500))),
            Turn.call("type", Map.of("text", "written by hand in " + dialect))
                .andCall("key", Map.of("keys", List.of("ctrl", "s"))),
            sh("for i in $(seq 100); do grep . " + file + " && break; sleep 0.1; done"),
            Turn.call("key", Map.of("keys", List.of("alt", "F4"))),
            Turn.call(
                "checklist",
                Map.of(
                    "items",
                    List.of(
                        Map.of("what", "the note is saved", "done", true, "evidence", "cat")))));
    ScriptedJob.End end =
        ScriptedJob.of(folder, policy)
            .with(Map.of("dialect", dialect, "verify", "off"))
            .run(sandbox, "Write a note in the editor.");
    assertThat(end.report().ended()).as(end.report().reason()).isEqualTo("done");
    assertThat(sandbox.guest().read(file, 0, 100)).asString().contains("by hand in " + dialect);
    assertThat(words(end)).anyMatch(w -> w.contains("written by hand in " + dialect));
    ContentPart.Image seen =
        results(end)
            .flatMap(c -> c instanceof Content.Parts p ? p.parts().stream() : Stream.empty())
            .filter(ContentPart.Image.class::isInstance)
            .map(ContentPart.Image.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(Files.size(folder.resolve(seen.source().path()))).isPositive();
    assertThat(end.trajectory().agent().toolDefinitions()).hasSizeGreaterThan(10);
    assertThat(end.trajectory().finalMetrics().orElseThrow().promptTokens())
        .contains(end.spent().usage().input());
  }

  /** Insists on a program that does not exist until it is told to think. */
  private static final Policy STUBBORN =
      c -> {
        boolean told = c.messages().stream().anyMatch(m -> m.text().contains("DIAGNOSIS NEEDED"));
        if (!told) {
          return sh("no-such-program > output/right.txt");
        }
        return c.latest().contains("exit_code: 0")
            ? done()
            : sh(
                "mkdir -p /home/agent/work/output; echo right > /home/agent/work/output/right.txt");
      };

  @Test
  void a_fixed_kind_of_mistake_is_overcome_only_with_self_correction(@TempDir Path folder) {
    Caps few = Caps.none().turns(12);
    ScriptedJob.End with =
        ScriptedJob.of(folder, STUBBORN).with(QUICK).capped(few).run(sandbox, "Write right.txt.");
    assertThat(with.report().ended()).isEqualTo("done");
    assertThat(sandbox.guest().read("/home/agent/work/output/right.txt", 0, 100))
        .asString()
        .isEqualTo("right\n");
    ScriptedJob.End without =
        ScriptedJob.of(folder, STUBBORN)
            .with(Map.of("verify", "off", "self_correction", "off"))
            .capped(few)
            .run(sandbox, "Write right.txt.");
    assertThat(without.report().ended()).isEqualTo("limit");
    assertThat(without.report().limit()).isPresent();
    assertThat(without.report().reason()).contains("turns");
  }

  @Test
  void a_job_that_is_said_to_be_done_and_is_not_is_found_out_only_by_looking(@TempDir Path folder) {
    Policy hasty =
        c -> {
          if (c.latest().contains("LOOK BEFORE YOU SAY DONE")) {
            return sh("cat /home/agent/work/hasty.txt || echo 7 > /home/agent/work/hasty.txt");
          }
          return done();
        };
    ScriptedJob.End without =
        ScriptedJob.of(folder, hasty).with(QUICK).run(sandbox, "Write 7 into hasty.txt.");
    assertThat(without.report().ended()).isEqualTo("done");
    assertThat(Lab.sh(sandbox, "test -e /home/agent/work/hasty.txt").exit()).isEqualTo(1);
    ScriptedJob.End with = ScriptedJob.of(folder, hasty).run(sandbox, "Write 7 into hasty.txt.");
    assertThat(with.report().ended()).isEqualTo("done");
    assertThat(Lab.sh(sandbox, "cat /home/agent/work/hasty.txt").text()).isEqualTo("7\n");
  }

  @Test
  void notes_and_the_checklist_outlive_a_context_that_is_full(@TempDir Path folder) {
    Policy policy =
        c -> {
          String last = c.messages().getLast().text();
          if (last.contains("memory of this conversation is about to be replaced")) {
            return Turn.say("I was reading a long list.");
          }
          if (last.contains("What you wrote down before")) {
            boolean kept = last.contains("the code is 4711") && last.contains("[ ] find the code");
            return Turn.call(
                "finish", Map.of("outcome", "done", "report", kept ? "4711" : "forgotten"));
          }
          return switch (c.replies()) {
            case 0 ->
                Turn.call("note", Map.of("text", "the code is 4711"))
                    .andCall("checklist", Map.of("items", List.of("find the code")));
            default -> sh("seq " + c.replies() + "00000 " + c.replies() + "01500");
          };
        };
    Map<String, String> small =
        Map.of("verify", "off", "context_tokens", "6000", "output_chars", "4000");
    ScriptedJob.End end = ScriptedJob.of(folder, policy).with(small).run(sandbox, "Find the code.");
    assertThat(end.report().reason()).isEqualTo("4711");
    assertThat(end.trajectory().steps().stream().filter(GeneralistIT::compacted)).isNotEmpty();
    assertThat(words(end)).anyMatch(w -> w.contains("characters left out; the whole is in /tmp/"));
    Map<String, String> none = new java.util.HashMap<>(small);
    none.put("compaction", "off");
    ScriptedJob.End full = ScriptedJob.of(folder, policy).with(none).run(sandbox, "Find the code.");
    assertThat(full.report().ended()).isEqualTo("gave-up");
    assertThat(full.report().reason()).contains("context of 6000 tokens is full");
  }

  private static boolean compacted(Step step) {
    return step.extra()
        .map(e -> e.path("context_management").path("type").asString("").equals("compaction"))
        .orElse(false);
  }

  @Test
  void a_part_of_the_work_is_given_to_an_assistant_with_a_fresh_memory(@TempDir Path folder) {
    Policy policy =
        c -> {
          if (!c.tools().contains("delegate")) {
            boolean fresh =
                c.messages().getFirst().text().equals("Count the lines of /etc/passwd.");
            return c.replies() == 0
                ? sh("wc -l < /etc/passwd")
                : Turn.call(
                    "finish",
                    Map.of("outcome", "done", "report", fresh ? "counted " + c.latest() : "no"));
          }
          return c.replies() == 0
              ? Turn.call("delegate", Map.of("task", "Count the lines of /etc/passwd."))
              : Turn.call("finish", Map.of("outcome", "done", "report", c.latest()));
        };
    ScriptedJob.End end = ScriptedJob.of(folder, policy).with(QUICK).run(sandbox, "Count.");
    assertThat(end.report().reason()).contains("done: counted", "exit_code: 0");
    assertThat(end.trajectory().subagents()).hasSize(1);
    assertThat(end.trajectory().subagents().getFirst().steps()).hasSize(3);
    assertThat(
            end.trajectory()
                .steps()
                .get(1)
                .observation()
                .orElseThrow()
                .results()
                .getFirst()
                .subagents())
        .hasSize(1);
    Policy wanting =
        c ->
            c.replies() == 0
                ? Turn.call("delegate", Map.of("task", "x"))
                : Turn.call("finish", Map.of("outcome", "done", "report", c.latest()));
    ScriptedJob.End alone =
        ScriptedJob.of(folder, wanting)
            .with(Map.of("verify", "off", "subagents", "off"))
            .run(sandbox, "Count.");
    assertThat(alone.report().reason()).contains("there is no tool delegate");
  }

  @Test
  void faults_of_the_provider_change_nothing(@TempDir Path folder) {
    Policy policy = turns(sh("echo one"), sh("echo two"), sh("echo three"));
    ScriptedJob.End sound = ScriptedJob.of(folder, policy).with(QUICK).run(sandbox, "Say it.");
    ScriptedJob.End shaken =
        ScriptedJob.of(folder, policy)
            .with(QUICK)
            .failing(
                FaultPlan.only(
                    Map.of(
                        1, new ModelFault.Cut(3),
                        3, new ModelFault.Status(500, java.util.Optional.empty()),
                        4, new ModelFault.Status(429, java.util.Optional.empty()))))
            .run(sandbox, "Say it.");
    assertThat(shaken.requests()).isEqualTo(sound.requests() + 3);
    assertThat(shaken.report()).isEqualTo(sound.report());
    assertThat(shaken.spent().usage()).isEqualTo(sound.spent().usage());
    assertThat(words(shaken)).isEqualTo(words(sound));
  }

  @Test
  void arguments_that_are_no_json_are_said_to_the_model(@TempDir Path folder) {
    Policy policy = c -> c.replies() == 0 ? sh("echo one") : done();
    for (String dialect : List.of("anthropic", "responses", "chat")) {
      ScriptedJob.End end =
          ScriptedJob.of(folder, policy)
              .with(Map.of("verify", "off", "dialect", dialect))
              .failing(FaultPlan.only(Map.of(1, new ModelFault.Malformed())))
              .run(sandbox, "Say it.");
      assertThat(end.report().ended()).isEqualTo("done");
      assertThat(words(end)).anyMatch(w -> w.contains("were not a JSON object"));
    }
  }

  @Test
  void a_budget_that_is_used_up_ends_the_work_as_a_limit(@TempDir Path folder) {
    Policy endless = c -> sh("echo " + c.replies());
    ScriptedJob.End end =
        ScriptedJob.of(folder, endless)
            .with(QUICK)
            .capped(Caps.none().tokens(60_000))
            .run(sandbox, "Never stop.");
    assertThat(end.report().ended()).isEqualTo("limit");
    assertThat(end.report().reason()).contains("budget of tokens");
    assertThat(end.spent().tokens()).isLessThanOrEqualTo(60_000).isGreaterThan(30_000);
  }

  @Test
  void a_tool_that_does_not_come_back_ends_with_the_time(@TempDir Path folder) {
    long start = System.nanoTime();
    ScriptedJob.End end =
        ScriptedJob.of(folder, turns(sh("sleep 100")))
            .within(Duration.ofSeconds(2))
            .run(sandbox, "Sleep.");
    assertThat(end.report().ended()).isEqualTo("limit");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void the_actions_of_a_trajectory_are_played_again(@TempDir Path folder) throws IOException {
    String file = "/home/agent/work/played.txt";
    Policy policy =
        c ->
            switch (c.replies()) {
              case 0 -> Turn.call("note", Map.of("text", "not an action"));
              case 1 -> sh("echo again >> " + file).andCall("screenshot", Map.of());
              case 2 ->
                  c.tools().contains("delegate")
                      ? Turn.call("delegate", Map.of("task", "Say it once more."))
                      : done();
              default -> done();
            };
    Path recorded = Files.createDirectory(folder.resolve("recorded"));
    ScriptedJob.of(recorded, policy).with(QUICK).run(sandbox, "Say it.");
    assertThat(Lab.sh(sandbox, "cat " + file + "; rm " + file).text()).isEqualTo("again\nagain\n");
    ScriptedJob.End end =
        ScriptedJob.of(folder, c -> done())
            .by(new Replay())
            .with(Map.of("trajectory", recorded.resolve("trajectory.json").toString()))
            .run(sandbox, "Say it.");
    assertThat(end.report().reason()).isEqualTo("played 4 actions");
    assertThat(end.requests()).isZero();
    assertThat(Lab.sh(sandbox, "cat " + file).text()).isEqualTo("again\nagain\n");
    assertThat(end.trajectory().steps()).hasSize(5);
  }

  @Test
  void old_pictures_leave_the_context(@TempDir Path folder) {
    List<Integer> shown = new java.util.concurrent.CopyOnWriteArrayList<>();
    Policy looking =
        (Conversation c) -> {
          shown.add(c.images().size());
          return c.replies() < 9 ? Turn.call("screenshot", Map.of()) : done();
        };
    ScriptedJob.End end =
        ScriptedJob.of(folder, looking)
            .with(Map.of("verify", "off", "pictures", "2", "picture_edge", "640"))
            .run(sandbox, "Look.");
    assertThat(end.report().ended()).isEqualTo("done");
    assertThat(shown).containsExactly(0, 1, 2, 3, 4, 2, 3, 4, 2, 3);
  }
}
