package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.agents.WorkReport;
import ale.core.Check;
import ale.core.Grade;
import ale.core.Json;
import ale.sandbox.Manifest;
import ale.stats.FailureKind;
import ale.stats.FailureRule;
import ale.stats.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutopsyTest {
  @TempDir private Path runs;

  /** A failed trial. */
  private Failures.Trial trial(WorkReport work, String trajectory) throws Exception {
    Path attempt = Files.createDirectories(runs.resolve("made/trials/t--1/attempt-1"));
    Check check = new Check("c", "says", "found 1 of 2", 1, 0.5, false, Optional.of("count"));
    Json.write(
        attempt.resolve("grade.json"),
        new Grade(
            Grade.FORMAT, 0.5, List.of(check), List.of("<b>sign</b>"), Map.of("reward", 0.5)));
    Json.write(
        attempt.resolve("manifest.json"),
        new Manifest(
            Manifest.FORMAT,
            List.of(
                new Manifest.Entry("/home/agent/work/out.csv", "main", "ok", 7, "x"),
                new Manifest.Entry("/srv/state.json", "ward", "ok", 7, "x")),
            14));
    Json.write(attempt.resolve("work.json"), work);
    Files.writeString(attempt.resolve("trajectory.json"), trajectory);
    return Autopsy.of("tester", "t--1", "<i>job", false, attempt).orElseThrow();
  }

  private static final String BLIND =
      """
      {"schema_version": "ATIF-v1.7", "session_id": "s",
       "agent": {"name": "tester", "version": "1"},
       "steps": [{"step_id": 1, "source": "agent", "message": "",
         "tool_calls": [{"tool_call_id": "1", "function_name": "bash",
           "arguments": {"command": "echo 1 > out.csv"}}],
         "observation": {"results": [{"source_call_id": "1", "content": "ok"}]}}]}
      """;

  @Test
  void a_failed_trial_is_explained_from_its_files() throws Exception {
    Failures found = Failures.of(List.of(trial(WorkReport.done("tester ended with 0"), BLIND)));
    Failures.Agent agent = found.agents().getFirst();
    assertThat(agent.kinds()).containsOnlyKeys(FailureKind.MISSED_STEP);
    assertThat(agent.unverified().count()).isEqualTo(1);
    assertThat(agent.shell()).contains(1.0);
    Path page = runs.resolve("page.html");
    assertThat(FailuresPage.of("made", runs.resolve("made/trials"), found, page))
        .contains("&lt;i&gt;job", "&lt;b&gt;sign&lt;/b&gt;", "href=\"./made/trials/t--1/\"")
        .doesNotContain("<i>job", "<b>sign");
  }

  @Test
  void a_broken_trajectory_leaves_the_rest_and_limits_come_from_the_machinery() throws Exception {
    Failures.Trial trial = trial(WorkReport.limit("two hours"), "{\"steps\": 7}");
    assertThat(trial.conduct()).isEmpty();
    assertThat(trial.evidence().end()).isEqualTo(FailureRule.End.LIMIT);
    assertThat(trial.evidence().declared()).isEqualTo(1);
  }

  @Test
  void an_attempt_without_a_grade_is_left_out() {
    assertThat(Autopsy.of("tester", "t", "job", false, runs)).isEmpty();
  }

  @Test
  void the_report_is_one_line_of_json_with_its_rule() throws Exception {
    assertThat(Json.line(Failures.of(List.of(trial(WorkReport.done("x"), BLIND)))))
        .startsWith("{\"rule\":\"ale-failures-1\"")
        .contains("\"missed-step\":{\"count\":1,\"n\":1")
        .doesNotContain("\n");
  }
}
