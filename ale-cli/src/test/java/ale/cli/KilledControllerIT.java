package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.AgentInfo;
import ale.core.Content;
import ale.core.Json;
import ale.core.Step;
import ale.core.ToolCall;
import ale.core.TrajectoryRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A controller that is killed without warning loses nothing, and nothing is done twice. */
final class KilledControllerIT extends KilledRun {
  /** Fails if a step is done twice, and writes a line for each, with a word that only it knows. */
  private static final String STEPS =
      """
      mkdir -p output
      cat /proc/sys/kernel/random/uuid > output/once.txt
      for step in 1 2 3 4 5 6 7 8; do
        mkdir "output/$step" || exit 9
        echo "step $step"
        sleep 0.5
      done
      echo 42 > output/a.txt
      """;

  private static final String REWARD =
      """
      [ "$(cat /home/agent/work/output/a.txt)" = 42 ] && r=1 || r=0
      echo $r > /logs/verifier/reward.txt
      """;

  @Test
  void an_agent_in_the_middle_of_its_work_goes_on_under_the_next_controller() throws Exception {
    Path task =
        TinyTask.in(folder.resolve("steps"))
            .settings("ale/workstation", 60, 30)
            .file("solution/solve.sh", STEPS)
            .grader(REWARD)
            .folder();
    Process first = start(task, "oracle");
    killWhen(first, () -> !solveLog().isEmpty() && solveLog().contains("step 2"));
    Path sandbox = entries("sandboxes").getFirst();

    // Any other command leaves the sandbox alone, and says for what it waits.
    assertThat(ale("sandbox", "list").waitFor()).isZero();
    assertThat(log()).contains(String.valueOf(sandbox.getFileName()), "waits for");
    assertThat(ale("sandbox", "clean").waitFor()).isZero();
    assertThat(entries("sandboxes")).containsExactly(sandbox);

    // The second controller is killed as well, and the third one finishes.
    Process second = ale("resume", run());
    killWhen(second, () -> count("work", "resume") == 1);
    resumed();

    assertThat(sandboxes()).containsExactly(String.valueOf(sandbox.getFileName()));
    assertThat(count("work", "begin")).isEqualTo(1);
    assertThat(count("work", "resume")).isEqualTo(2);
    assertThat(count("work", "end")).isEqualTo(1);
    assertThat(journal().stream().filter(l -> l.contains("\"program\":"))).hasSize(1);
    assertThat(named("output/home/agent/work/output/once.txt")).hasSize(1);
    assertThat(solveLog().lines().filter(l -> l.startsWith("step")))
        .as("without gaps or repeats")
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 8).mapToObj(i -> "step " + i).toList());
    assertThat(Files.readString(named("outcome.json").getFirst())).contains("\"counts\" : 1");
  }

  private String solveLog() throws IOException {
    List<Path> logs = named("solve.log");
    return logs.isEmpty() ? "" : Files.readString(logs.getFirst());
  }

  @Test
  void what_ended_before_the_kill_is_not_done_again_and_what_was_cut_off_is() throws Exception {
    Path task = TinyTask.in(folder.resolve("tiny")).grader("sleep 1\n" + REWARD).folder();
    Process ale = start(task, "oracle");
    for (String phase : List.of("boot", "stage", "freeze", "collect", "grade")) {
      killWhen(ale, () -> count(phase, "begin") > 0);
      ale = ale("resume", run());
    }
    assertThat(ale.waitFor()).as(log()).isZero();
    for (String phase : List.of("boot", "stage", "work", "freeze", "collect", "grade", "seal")) {
      List<String> lines = journal().stream().filter(l -> l.contains("\"" + phase + "\"")).toList();
      assertThat(lines.stream().filter(line(phase, "end"))).as(phase).hasSize(1);
      assertThat(lines.stream().filter(line(phase, "begin"))).as(phase).hasSizeBetween(1, 2);
    }
    assertThat(count("work", "begin")).isEqualTo(1);
    assertThat(journal().stream().filter(l -> l.contains("\"fault\""))).isEmpty();
    assertThat(ale("verify", run()).waitFor()).as(log()).isZero();
    nothingIsLeft();
  }

  @Test
  void work_that_a_harness_does_from_the_controller_becomes_another_attempt() throws Exception {
    Path played = folder.resolve("played.json");
    TrajectoryRecorder recorded =
        new TrajectoryRecorder(played, AgentInfo.of("hand", "1"), InstantSource.system());
    recorded.append(
        Step.agent(Content.of("I write it down, and wait."))
            .llmCalls(0)
            .calls(
                List.of(
                    new ToolCall(
                        "1",
                        "run_command",
                        Json.mapper()
                            .createObjectNode()
                            .put("command", "mkdir -p output; echo 42 > output/a.txt; sleep 3")))));
    recorded.save();
    Path agent = folder.resolve("player.yaml");
    Files.writeString(
        agent, "name: player\nharness: replay\nsettings:\n  trajectory: " + played + "\n");
    Path task = TinyTask.in(folder.resolve("tiny")).folder();
    killWhen(start(task, agent.toString()), () -> count("work", "begin") == 1);
    resumed();
    String outcome = Files.readString(named("outcome.json").getFirst());
    assertThat(outcome).contains("\"counts\" : 2", "the controller ended during the work");
    assertThat(sandboxes()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void nothing_is_left_behind_and_finished_trials_keep_their_outcomes() throws Exception {
    Path task =
        TinyTask.in(folder.resolve("tiny"))
            .file("solution/solve.sh", "mkdir -p output; echo 42 > output/a.txt; sleep 2\n")
            .folder();
    Process ale =
        ale("run", "--agent", "oracle", "--tasks", task.toString(), "--repeat", "4", "-j", "2");
    killWhen(ale, () -> !named("seal.json").isEmpty() && named("journal.jsonl").size() > 2);
    List<Path> before = named("outcome.json");
    List<String> texts = new ArrayList<>();
    for (Path outcome : before) {
      texts.add(Files.readString(outcome));
    }
    assertThat(before).isNotEmpty();

    assertThat(ale("resume", run()).waitFor()).isZero();
    assertThat(named("outcome.json")).hasSize(4);
    for (int i = 0; i < before.size(); i++) {
      assertThat(before.get(i)).hasContent(texts.get(i));
    }
    assertThat(ale("verify", run()).waitFor()).isZero();
    nothingIsLeft();
  }

  @Test
  void a_sandbox_that_was_only_coming_into_being_is_cleaned() throws Exception {
    Path task = TinyTask.in(folder.resolve("tiny")).folder();
    killWhen(start(task, "oracle"), () -> !entries("slots").isEmpty());
    resumed();
  }

  @Test
  void a_sandbox_whose_run_is_gone_is_cleaned() throws Exception {
    Path task = TinyTask.in(folder.resolve("steps")).file("solution/solve.sh", STEPS).folder();
    killWhen(start(task, "oracle"), () -> count("work", "begin") == 1);
    assertThat(mounts()).as("the sandbox of the killed controller").isNotEmpty();
    Files.delete(named("sandbox.json").getFirst());
    assertThat(ale("board", run()).waitFor()).isZero();
    assertThat(log()).contains("left behind by a dead ale");
    nothingIsLeft();
  }
}
