package ale.interop;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A small run on disk, and documents that use every field of their format. */
final class Samples {
  static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
  static final Instant START = Instant.parse("2026-11-22T06:00:00.123456789Z");

  static final String ATIF =
      """
      {"schema_version": "ATIF-v1.7", "session_id": "s",
       "agent": {"name": "n", "version": "1"},
       "steps": [
         {"step_id": 1, "timestamp": "2026-11-22T06:00:01Z", "source": "user", "message": "Do it"},
         {"step_id": 2, "timestamp": "2026-11-22T06:00:02Z", "source": "agent", "model_name": "m",
          "message": "I look", "reasoning_content": "hm",
          "tool_calls": [{"tool_call_id": "c", "function_name": "f", "arguments": {"x": 1}}],
          "observation": {"results": [{"source_call_id": "c", "content": [
            {"type": "text", "text": "seen"},
            {"type": "image", "source": {"media_type": "image/png", "path": "images/a.png"}}]}]},
          "metrics": {"prompt_tokens": 50, "completion_tokens": 4, "cached_tokens": 20,
                      "cost_usd": 0.25}, "llm_call_count": 1},
         {"step_id": 3, "source": "system", "message": "over",
          "observation": {"results": [{"content": "later"}]}}],
       "final_metrics": {"total_prompt_tokens": 50, "total_completion_tokens": 4,
                         "total_cached_tokens": 20, "total_cost_usd": 0.25, "total_steps": 3}}
      """;

  /** Every field of ALE-v1.0, pictures by path and address. */
  static final String ALE =
      """
      {"schema_version": "ALE-v1.0", "episode_id": "e",
       "agent": {"name": "n", "version": "2", "model": "m", "extra": {"a": 1}},
       "task_path": "tasks/legal/t", "variant_index": 1, "instruction": "Do it",
       "steps": [
         {"step_id": 1, "timestamp": "2026-11-22T06:00:01Z", "source": "user", "message": "Do it"},
         {"step_id": 3, "timestamp": "2026-11-22T06:00:02Z", "source": "agent",
          "message": [{"type": "text", "text": "I look"}], "reasoning": "hm",
          "tool_calls": [{"id": "c", "name": "f", "arguments": {"x": 1}},
                         {"id": "d", "name": "g", "arguments": "loose"}],
          "observation": {"results": [
             {"tool_call_id": "c", "content": [{"type": "text", "text": "seen"},
                {"type": "image", "image": {"type": "path", "path": "screenshots/1.png",
                                            "media_type": "image/png"}},
                {"type": "image", "image": {"type": "url", "url": "https://example.org/a.png",
                                            "media_type": "image/png"}}], "is_error": false}],
             "error": "half"},
          "metrics": {"input_tokens": 5, "output_tokens": 4, "cache_read_tokens": 20,
                      "cache_creation_tokens": 3, "cost_usd": 0.25, "duration_ms": 1500},
          "extra": {"k": [1]}},
         {"step_id": 4, "timestamp": "yesterday", "source": "environment", "reasoning": "r",
          "observation": {"results": [{"tool_call_id": "d", "content": [], "is_error": true}]}}],
       "final_metrics": {"total_steps": 3, "total_input_tokens": 5, "total_output_tokens": 4,
         "total_cache_read_tokens": 20, "total_cache_creation_tokens": 3, "total_cost_usd": 0.25,
         "total_duration_ms": 1500, "reward": 0.5, "status": "completed"},
       "started_at": "2026-11-22T06:00:00Z", "ended_at": "2026-11-22T06:01:00Z",
       "continued_trajectory_ref": "next.json", "extra": {"x": "y"}}
      """;

  private Samples() {}

  static JsonNode json(String text) {
    return Json.tree(text);
  }

  /** Three trials: scored with a picture, unscored without an attempt, invalid. */
  static Run run(Path folder) throws IOException {
    Path attempt = Files.createDirectories(folder.resolve("attempt-1"));
    Files.writeString(attempt.resolve("trajectory.json"), ATIF);
    Files.createDirectories(attempt.resolve("images"));
    Files.write(attempt.resolve("images/a.png"), PICTURE);
    Files.createDirectories(attempt.resolve("output/home"));
    Files.writeString(attempt.resolve("output/home/answer.txt"), "42");
    Path secret = Files.writeString(folder.resolve("secret"), "not for the agent");
    Files.createSymbolicLink(attempt.resolve("output/link"), secret);
    Files.writeString(
        attempt.resolve("grade.json"),
        """
        {"format": "ale-grade-1", "score": 0.5, "missedSteps": [], "rewards": {"speed": 0.25},
         "checks": [{"id": "c", "says": "s", "found": "half of it", "weight": 1, "credit": 0.5,
                     "gate": false}]}
        """);
    return new Run(
        "r1",
        START,
        "0.1",
        3,
        1,
        List.of(
            trial("a--one--1", "one", new Outcome.Scored(0.5, false), Optional.of(attempt)),
            trial(
                "a--two--1",
                "two",
                new Outcome.Unscored(new Fault(FaultSource.SANDBOX, Phase.BOOT, "no\ndisk")),
                Optional.empty()),
            trial("a--three--1", "three", new Outcome.Invalid("it cheated"), Optional.empty())));
  }

  private static Trial trial(String id, String task, Outcome outcome, Optional<Path> attempt) {
    return new Trial(
        id,
        "a",
        "claude-code",
        "2.1",
        Optional.of("lab/m"),
        Map.of("effort", "high"),
        new Trial.Instance(task, "/t/" + task, "0".repeat(64), "f", "legal", "s", "core"),
        1,
        outcome,
        attempt.isPresent() ? 2 : 0,
        attempt,
        Map.of("work", new Trial.Span(START.plusSeconds(1), START.plusSeconds(3))),
        "done",
        Duration.ofMillis(2500),
        attempt.map(a -> new Trial.Used(50, 20, 10, 4, 1, Optional.of(0.25), 1)),
        List.of("look"),
        Optional.empty(),
        false,
        START,
        START.plusSeconds(10));
  }
}
