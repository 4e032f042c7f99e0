package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.AgentInfo;
import ale.core.Content;
import ale.core.Json;
import ale.core.Observation;
import ale.core.Step;
import ale.core.ToolCall;
import ale.core.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class ConductTest {
  /** Each call as tool, argument, result. */
  private static Conduct of(String... calls) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < calls.length; i += 3) {
      ObjectNode arguments = Json.mapper().createObjectNode().put("command", calls[i + 1]);
      String id = "call-" + i;
      steps.add(
          Step.agent(Content.of(""))
              .calls(List.of(new ToolCall(id, calls[i], arguments)))
              .observation(
                  new Observation(List.of(Observation.Result.of(id, Content.of(calls[i + 2])))))
              .build(steps.size() + 1, Instant.EPOCH));
    }
    Trajectory all =
        new Trajectory(
            Trajectory.VERSION,
            Optional.of("s"),
            Optional.empty(),
            AgentInfo.of("test", "1"),
            steps,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return Conduct.of(all, List.of("result.csv"));
  }

  @Test
  void calls_of_the_screen_and_of_a_shell_are_told_apart() {
    Conduct c =
        of(
            "mcp__ale__screenshot",
            "",
            "ok",
            "ale_click",
            "",
            "ok",
            "Bash",
            "ls",
            "a",
            "todo",
            "",
            "");
    assertThat(c.calls()).isEqualTo(4);
    assertThat(c.gui()).isEqualTo(2);
    assertThat(c.shell()).isEqualTo(1);
  }

  @Test
  void a_row_of_errors_is_one_and_is_overcome_by_a_later_success_of_the_same_tool() {
    Conduct c =
        of(
            "bash",
            "make",
            "Exit Code: 2",
            "bash",
            "make",
            "Exit Code: 2",
            "click",
            "",
            "ok",
            "bash",
            "make",
            "Output: done\nError: (none)\nExit Code: 0",
            "bash",
            "python x.py",
            "Traceback (most recent call last):\n boom");
    assertThat(c.errors()).isEqualTo(2);
    assertThat(c.overcome()).isEqualTo(1);
  }

  @Test
  void work_is_verified_by_a_look_after_the_last_write() {
    assertThat(of("bash", "echo 1 > result.csv", "", "bash", "head result.csv", "1").verified())
        .isTrue();
    assertThat(of("bash", "head result.csv", "1", "bash", "echo 1 > result.csv", "").verified())
        .isFalse();
    assertThat(of("write_file", "result.csv", "", "bash", "ls", "").verified()).isFalse();
    assertThat(of("bash", "cp x result.csv", "", "screenshot", "", "").verified()).isTrue();
    assertThat(
            of(
                    "bash",
                    "echo 1 > result.csv",
                    "",
                    "bash",
                    "cat result.csv",
                    "No such file or directory")
                .verified())
        .isFalse();
  }

  @Test
  void a_python_script_that_opens_an_output_for_writing_writes_it() {
    assertThat(of("bash", "python3 -c 'open(\"result.csv\", \"w\").write(x)'", "").verified())
        .isFalse();
    assertThat(of("bash", "python3 -c 'print(open(\"result.csv\").read())'", "1").verified())
        .isTrue();
  }
}
