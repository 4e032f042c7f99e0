package ale.core;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.TrajectoryCheck.Rule;
import ale.core.TrajectoryCheck.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TrajectoryCheckTest {
  /** A document that uses every field of the format. */
  static final String WHOLE =
      """
      {"schema_version": "ATIF-v1.7", "session_id": "s", "trajectory_id": "t",
       "agent": {"name": "n", "version": "1", "model_name": "m",
                 "tool_definitions": [{"type": "function"}], "extra": {}},
       "steps": [
         {"step_id": 1, "timestamp": "2026-10-05T12:00:00.123Z", "source": "system",
          "message": "s", "observation": {"results": [{"content": "seen"}]}},
         {"step_id": 2, "source": "user", "message":
            [{"type": "text", "text": "do"},
             {"type": "image", "source": {"media_type": "image/png", "path": "images/a.png"}}]},
         {"step_id": 3, "timestamp": "2026-10-05T12:00:00", "source": "agent", "model_name": "m",
          "reasoning_effort": 0.5, "message": "", "reasoning_content": "r",
          "tool_calls": [
            {"tool_call_id": "c", "function_name": "f", "arguments": {"x": [1]}, "extra": {}}],
          "observation": {"results": [
            {"source_call_id": "c", "content": "ok", "extra": {},
             "subagent_trajectory_ref": [{"trajectory_id": "u", "session_id": "s", "extra": {}},
                                         {"trajectory_path": "u.json"}]}]},
          "metrics": {"prompt_tokens": 5, "completion_tokens": 1, "cached_tokens": 2,
            "cost_usd": 0.1, "prompt_token_ids": [1], "completion_token_ids": [2],
            "logprobs": [-0.5], "extra": {}},
          "is_copied_context": true, "llm_call_count": 1, "extra": {}},
         {"step_id": 4, "source": "agent", "message": "no model", "llm_call_count": 0}],
       "notes": "x", "continued_trajectory_ref": "next.json", "extra": {"any": 1},
       "final_metrics": {"total_prompt_tokens": 5, "total_completion_tokens": 1,
         "total_cached_tokens": 2, "total_cost_usd": 0.1, "total_steps": 4, "extra": {}},
       "subagent_trajectories": [
         {"schema_version": "ATIF-v1.7", "trajectory_id": "u",
          "agent": {"name": "n", "version": "1"},
          "steps": [{"step_id": 1, "source": "user", "message": "x"}]}]}
      """;

  @TempDir Path folder;

  @Test
  void a_document_that_uses_every_field_breaks_no_rule() {
    assertThat(TrajectoryCheck.of(WHOLE)).isEmpty();
  }

  @Test
  void the_least_document_breaks_no_rule() {
    assertThat(
            TrajectoryCheck.of(
                """
                {"agent": {"name": "n", "version": "1"}, "session_id": null,
                 "steps": [{"step_id": 1, "source": "agent", "message": ""}]}
                """))
        .isEmpty();
  }

  @Test
  void every_older_version_of_the_format_is_known() {
    for (int minor = 0; minor <= 7; minor++) {
      assertThat(TrajectoryCheck.of(WHOLE.replace("ATIF-v1.7", "ATIF-v1." + minor))).isEmpty();
    }
  }

  /** A change to the whole document, and the one violation that it causes. */
  record Case(String from, String to, String pointer, Rule rule) {
    @Override
    public String toString() {
      return rule.word() + " at " + pointer + " by " + to;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("{\"schema_version\": \"ATIF-v1.7\", \"session_id\"", "[", "", Rule.JSON),
        new Case(
            "\"session_id\": \"s\", \"trajectory_id\"",
            "\"session_id\": 7, \"trajectory_id\"",
            "/session_id",
            Rule.TYPE),
        new Case("\"trajectory_id\": \"t\"", "\"trajectory_id\": []", "/trajectory_id", Rule.TYPE),
        new Case(
            "\"arguments\": {\"x\": [1]}",
            "\"arguments\": \"ls\"",
            "/steps/2/tool_calls/0/arguments",
            Rule.TYPE),
        new Case(
            "\"prompt_tokens\": 5",
            "\"prompt_tokens\": 1.5",
            "/steps/2/metrics/prompt_tokens",
            Rule.TYPE),
        new Case(
            "\"prompt_token_ids\": [1]",
            "\"prompt_token_ids\": [1, \"2\"]",
            "/steps/2/metrics/prompt_token_ids/1",
            Rule.TYPE),
        new Case(
            "\"logprobs\": [-0.5]",
            "\"logprobs\": [null]",
            "/steps/2/metrics/logprobs/0",
            Rule.TYPE),
        new Case(
            "\"cost_usd\": 0.1,", "\"cost_usd\": \"0.1\",", "/steps/2/metrics/cost_usd", Rule.TYPE),
        new Case(
            "\"is_copied_context\": true",
            "\"is_copied_context\": \"yes\"",
            "/steps/2/is_copied_context",
            Rule.TYPE),
        new Case(
            "\"reasoning_effort\": 0.5",
            "\"reasoning_effort\": {}",
            "/steps/2/reasoning_effort",
            Rule.TYPE),
        new Case("\"message\": \"s\"", "\"message\": 5", "/steps/0/message", Rule.TYPE),
        new Case(
            "\"tool_definitions\": [{\"type\": \"function\"}]",
            "\"tool_definitions\": [1]",
            "/agent/tool_definitions/0",
            Rule.TYPE),
        new Case("\"extra\": {\"any\": 1}", "\"extra\": 1", "/extra", Rule.TYPE),
        new Case(
            "\"step_id\": 1, \"timestamp\"",
            "\"step_id\": \"1\", \"timestamp\"",
            "/steps/0/step_id",
            Rule.TYPE),
        new Case(
            "\"name\": \"n\", \"version\": \"1\", \"model_name\"",
            "\"name\": \"n\", \"model_name\"",
            "/agent",
            Rule.REQUIRED),
        new Case(
            "\"name\": \"n\", \"version\": \"1\", \"model_name\"",
            "\"name\": null, \"version\": \"1\", \"model_name\"",
            "/agent",
            Rule.REQUIRED),
        new Case("\"message\": \"s\", ", "", "/steps/0", Rule.REQUIRED),
        new Case("\"source\": \"system\",", "", "/steps/0", Rule.REQUIRED),
        new Case("\"step_id\": 1, \"timestamp\"", "\"timestamp\"", "/steps/0", Rule.REQUIRED),
        new Case("\"function_name\": \"f\", ", "", "/steps/2/tool_calls/0", Rule.REQUIRED),
        new Case("\"arguments\": {\"x\": [1]}, ", "", "/steps/2/tool_calls/0", Rule.REQUIRED),
        new Case(
            "{\"results\": [{\"content\": \"seen\"}]}",
            "{}",
            "/steps/0/observation",
            Rule.REQUIRED),
        new Case("\"media_type\": \"image/png\", ", "", "/steps/1/message/1/source", Rule.REQUIRED),
        new Case("\"type\": \"text\", ", "", "/steps/1/message/0", Rule.REQUIRED),
        new Case("\"notes\": \"x\"", "\"surprise\": 1", "/surprise", Rule.UNKNOWN_FIELD),
        new Case(
            "\"message\": \"s\"",
            "\"message\": \"s\", \"a/b\": 1",
            "/steps/0/a~1b",
            Rule.UNKNOWN_FIELD),
        new Case(
            "\"total_steps\": 4",
            "\"total_step\": 4",
            "/final_metrics/total_step",
            Rule.UNKNOWN_FIELD),
        new Case(
            "ATIF-v1.7\", \"session_id\"",
            "ATIF-v1.8\", \"session_id\"",
            "/schema_version",
            Rule.SCHEMA_VERSION),
        new Case(
            "[{\"step_id\": 1, \"source\": \"user\", \"message\": \"x\"}]",
            "[]",
            "/subagent_trajectories/0/steps",
            Rule.STEPS_EMPTY),
        new Case("\"step_id\": 4", "\"step_id\": 5", "/steps/3/step_id", Rule.STEP_ID),
        new Case(
            "\"step_id\": 1, \"timestamp\"",
            "\"step_id\": 0, \"timestamp\"",
            "/steps/0/step_id",
            Rule.STEP_ID),
        new Case("2026-10-05T12:00:00.123Z", "yesterday", "/steps/0/timestamp", Rule.TIMESTAMP),
        new Case(
            "2026-10-05T12:00:00.123Z",
            "2026-13-05T12:00:00Z",
            "/steps/0/timestamp",
            Rule.TIMESTAMP),
        new Case(
            "\"source\": \"system\"",
            "\"source\": \"environment\"",
            "/steps/0/source",
            Rule.SOURCE),
        new Case(
            "\"message\": \"s\"",
            "\"message\": \"s\", \"metrics\": {}",
            "/steps/0/metrics",
            Rule.AGENT_ONLY),
        new Case(
            "\"message\": \"s\"",
            "\"message\": \"s\", \"model_name\": \"m\"",
            "/steps/0/model_name",
            Rule.AGENT_ONLY),
        new Case(
            "\"message\": \"s\"",
            "\"message\": \"s\", \"reasoning_effort\": \"low\"",
            "/steps/0/reasoning_effort",
            Rule.AGENT_ONLY),
        new Case(
            "\"message\": \"s\"",
            "\"message\": \"s\", \"reasoning_content\": \"\"",
            "/steps/0/reasoning_content",
            Rule.AGENT_ONLY),
        new Case(
            "\"message\": \"s\"",
            "\"message\": \"s\", \"tool_calls\": []",
            "/steps/0/tool_calls",
            Rule.AGENT_ONLY),
        new Case(
            "\"llm_call_count\": 0",
            "\"llm_call_count\": 0, \"metrics\": {}",
            "/steps/3/metrics",
            Rule.NO_LLM_CALL),
        new Case(
            "\"llm_call_count\": 0",
            "\"llm_call_count\": 0, \"reasoning_content\": \"r\"",
            "/steps/3/reasoning_content",
            Rule.NO_LLM_CALL),
        new Case(
            "\"llm_call_count\": 1",
            "\"llm_call_count\": -1",
            "/steps/2/llm_call_count",
            Rule.NEGATIVE),
        new Case(
            "\"total_steps\": 4",
            "\"total_steps\": -1",
            "/final_metrics/total_steps",
            Rule.NEGATIVE),
        new Case(
            "\"source_call_id\": \"c\"",
            "\"source_call_id\": \"d\"",
            "/steps/2/observation/results/0/source_call_id",
            Rule.SOURCE_CALL),
        new Case(
            "{\"content\": \"seen\"}",
            "{\"content\": \"seen\", \"source_call_id\": \"c\"}",
            "/steps/0/observation/results/0/source_call_id",
            Rule.SOURCE_CALL),
        new Case(
            "{\"type\": \"text\"",
            "{\"type\": \"video\"",
            "/steps/1/message/0/type",
            Rule.CONTENT_TYPE),
        new Case(
            "{\"type\": \"text\", \"text\": \"do\"}",
            "{\"type\": \"text\"}",
            "/steps/1/message/0",
            Rule.CONTENT_FIELDS),
        new Case(
            "\"type\": \"image\"",
            "\"type\": \"image\", \"text\": \"x\"",
            "/steps/1/message/1/text",
            Rule.CONTENT_FIELDS),
        new Case("image/png", "image/bmp", "/steps/1/message/1/source/media_type", Rule.MEDIA_TYPE),
        new Case(
            "{\"trajectory_path\": \"u.json\"}",
            "{\"session_id\": \"s\"}",
            "/steps/2/observation/results/0/subagent_trajectory_ref/1",
            Rule.SUBAGENT_REF),
        new Case(
            "\"ATIF-v1.7\", \"trajectory_id\": \"u\"",
            "\"ATIF-v1.7\"",
            "/subagent_trajectories/0",
            Rule.SUBAGENT_ID));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void one_change_breaks_one_rule(Case change) {
    assertThat(WHOLE).contains(change.from());
    String document = WHOLE.replace(change.from(), change.to());
    assertThat(TrajectoryCheck.of(document))
        .singleElement()
        .satisfies(v -> {
          assertThat(v.rule()).isEqualTo(change.rule());
          assertThat(v.pointer()).isEqualTo(change.pointer());
        });
  }

  @Test
  void two_embedded_trajectories_may_not_share_an_id() {
    String one =
        """
        {"trajectory_id": "u", "agent": {"name": "n", "version": "1"},
         "steps": [{"step_id": 1, "source": "user", "message": "x"}]}
        """;
    assertThat(
            TrajectoryCheck.of(
                """
                {"agent": {"name": "n", "version": "1"},
                 "steps": [{"step_id": 1, "source": "user", "message": "x"}],
                 "subagent_trajectories": [%s, %s]}
                """
                    .formatted(one, one)))
        .extracting(Violation::rule, Violation::pointer)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Rule.SUBAGENT_ID_UNIQUE, "/subagent_trajectories/1/trajectory_id"));
  }

  @Test
  void a_file_is_checked_together_with_its_pictures() throws IOException {
    Path file = folder.resolve("trajectory.json");
    Files.writeString(file, WHOLE);
    assertThat(TrajectoryCheck.ofFile(file))
        .extracting(Violation::toString)
        .containsExactly(
            "/steps/1/message/1/source/path image-file: there is no file images/a.png");
    Files.createDirectories(folder.resolve("images"));
    Files.write(folder.resolve("images/a.png"), new byte[0]);
    assertThat(TrajectoryCheck.ofFile(file)).isEmpty();
    Files.writeString(file, WHOLE.replace("images/a.png", "https://example.org/a.png"));
    assertThat(TrajectoryCheck.ofFile(file)).isEmpty();
    assertThat(TrajectoryCheck.ofFile(folder.resolve("none.json")))
        .extracting(Violation::rule)
        .containsExactly(Rule.JSON);
  }

  @Test
  void no_json_of_another_shape_passes_or_throws() {
    for (String other :
        List.of(
            "null",
            "1",
            "\"x\"",
            "[]",
            "[[]]",
            "{}",
            "{\"steps\": 3}",
            "{\"steps\": [1]}",
            "{\"agent\": 1, \"steps\": [{\"observation\": {\"results\": [null]}}]}",
            "",
            "{",
            "[".repeat(5000))) {
      assertThat(TrajectoryCheck.of(other)).as(other).isNotEmpty();
    }
  }

  @Test
  void every_rule_is_tested_here() {
    Set<Rule> tested = cases().stream().map(Case::rule).collect(Collectors.toSet());
    tested.addAll(EnumSet.of(Rule.SUBAGENT_ID_UNIQUE, Rule.IMAGE_FILE));
    assertThat(tested).containsExactlyInAnyOrderElementsOf(Arrays.asList(Rule.values()));
  }

  @Test
  void a_reference_by_session_is_of_older_versions_only() {
    String old =
        WHOLE
            .replace("ATIF-v1.7", "ATIF-v1.6")
            .replace("{\"trajectory_path\": \"u.json\"}", "{\"session_id\": \"s\"}");
    assertThat(TrajectoryCheck.of(old)).isEmpty();
    assertThat(TrajectoryCheck.of(old.replace("ATIF-v1.6", "ATIF-v1.7")))
        .extracting(Violation::rule)
        .containsExactly(Rule.SUBAGENT_REF);
  }

  @Test
  void a_picture_outside_of_the_folder_is_not_looked_at() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.write(folder.resolve("secret.png"), new byte[1]);
    Files.createSymbolicLink(inner.resolve("link.png"), folder.resolve("secret.png"));
    Path file = inner.resolve("trajectory.json");
    for (String path :
        List.of("../secret.png", folder.resolve("secret.png").toString(), "link.png")) {
      Files.writeString(file, WHOLE.replace("images/a.png", path));
      assertThat(TrajectoryCheck.ofFile(file))
          .as(path)
          .extracting(Violation::message)
          .containsExactly(path + " leaves the folder of the trajectory");
    }
  }

  @Test
  void hostile_documents_are_turned_down_quickly_and_in_few_words() throws IOException {
    Path file = folder.resolve("trajectory.json");
    List<String> hostile =
        List.of(
            "[".repeat(100_000),
            "{\"agent\": " + "{\"a\": ".repeat(300) + "1" + "}".repeat(301),
            "{\"agent\": 1, \"agent\": 2}",
            "{\"agent\": " + "9".repeat(100_000) + "}",
            WHOLE + "{}",
            "",
            "\0");
    for (String text : hostile) {
      Files.writeString(file, text);
      assertThat(TrajectoryCheck.ofFile(file))
          .as(text.substring(0, Math.min(20, text.length())))
          .isNotEmpty()
          .allSatisfy(v -> assertThat(v.toString()).hasSizeLessThan(1000));
    }
    Files.writeString(file, "{\"steps\": [" + "1,".repeat(200_000) + "1]}");
    assertThat(TrajectoryCheck.ofFile(file)).hasSize(Violations.MOST);
    Files.writeString(file, "[" + "0,".repeat(5_000_000) + "0]");
    assertThat(TrajectoryCheck.ofFile(file)).extracting(Violation::rule).containsExactly(Rule.JSON);
    try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    assertThat(TrajectoryCheck.ofFile(file))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("at most"));
  }
}
