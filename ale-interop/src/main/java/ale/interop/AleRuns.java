package ale.interop;

import ale.core.Fault;
import ale.core.Json;
import ale.core.Outcome;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run in the layout of ale_run: {@code
 * <run>/<run>/<agent>/<model>/<task>/v0/<time>/{run.json,trajectory.json,eval_result.json,output/}}.
 */
public final class AleRuns {
  static final int SCHEMA = 2;
  static final String FACTS = "ale";
  static final String INVALID = "invalid";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private AleRuns() {}

  /** Writes a run into a new folder. */
  public static List<Loss> write(Run run, Path to) {
    Path root = Trees.fresh(to);
    Losses losses = new Losses();
    for (Trial trial : run.trials()) {
      Path folder =
          root.resolve(Names.safe(run.id()))
              .resolve(Names.safe(run.id()))
              .resolve(Names.safe(trial.agent()))
              .resolve(Names.safe(trial.modelName()))
              .resolve(Names.safe(trial.instance().id()))
              .resolve("v0")
              .resolve(STAMP.format(trial.started()) + "-" + trial.repetition());
      one(run, trial, folder, losses.in(trial.id()));
    }
    return losses.list();
  }

  private static String path(Trial trial) {
    return "tasks/" + AleDomains.domain(trial.instance().cluster()) + "/" + trial.instance().id();
  }

  private static void one(Run run, Trial trial, Path folder, Losses losses) {
    ObjectNode usage = usage(trial);
    Json.write(folder.resolve("run.json"), record(run, trial, usage));
    ObjectNode evaluation = Taker.object();
    trial.scored().map(Outcome.Scored::score).ifPresent(s -> evaluation.put("score", s));
    trial
        .grade(losses)
        .ifPresent(g -> evaluation.set("checks", Json.mapper().valueToTree(g.checks())));
    Json.write(folder.resolve("eval_result.json"), evaluation);
    trial
        .attempt()
        .ifPresent(attempt -> {
          Pictures pictures = new Pictures(attempt, folder, losses);
          trial
              .trajectory(losses)
              .ifPresent(atif -> {
                AtifToAle.Task task =
                    new AtifToAle.Task(path(trial), 0, AtifToAle.Task.of(atif).instruction());
                ObjectNode ale = new AtifToAle(pictures, losses).convert(atif, task);
                ale.put("episode_id", trial.id());
                ale.set("final_metrics", usage.put("total_steps", ale.path("steps").size()));
                Json.write(folder.resolve("trajectory.json"), ale);
              });
          Trees.copy(attempt.resolve("output"), folder.resolve("output"), losses);
          Trees.copy(attempt.resolve("harness"), folder.resolve("origin_log"), losses);
        });
    losses.add("events.jsonl", "not written: what our controller did is in our own journal");
    losses.add("screenshots", "pictures stand in images/, as the trajectory names them");
    losses.add("model", "exchanges with models have no place in this layout");
    losses.add("seal.json", "the seal is over our own files, not these");
    if (trial.attempts() > 1) {
      losses.add("attempts", "only the attempt that counts is carried over");
    }
  }

  private static ObjectNode record(Run run, Trial trial, ObjectNode usage) {
    ObjectNode record =
        Taker.object()
            .put("schema_version", SCHEMA)
            .put("run_id", run.id())
            .put("timestamp_utc", trial.started().toString());
    ObjectNode agent =
        record
            .putObject("agent")
            .put("id", trial.agent())
            .put("class", trial.harness())
            .put("name", trial.harness())
            .put("version", trial.harnessVersion());
    agent.put("model", trial.modelName()).put("executor", "ale");
    agent.put("config_repr", Json.line(new java.util.TreeMap<>(trial.settings())));
    record
        .putObject("task")
        .put("slug", trial.instance().id())
        .put("path", path(trial))
        .put("variant_index", 0);
    record.put("status", status(trial));
    trial
        .scored()
        .map(Outcome.Scored::score)
        .ifPresentOrElse(s -> record.put("score", s), () -> record.putNull("score"));
    record.set("termination", termination(trial));
    record.putObject("timings").put("duration_s", trial.worked().toNanos() / 1e9);
    record.set("usage", usage);
    ObjectNode facts =
        record
            .putObject(FACTS)
            .put("trial", trial.id())
            .put("repetition", trial.repetition())
            .put("family", trial.instance().family())
            .put("cluster", trial.instance().cluster());
    trial.scored().ifPresent(s -> facts.put("passed", s.passed()));
    JsonNode missed = Json.mapper().valueToTree(trial.missedSteps());
    facts.set("missed_steps", missed);
    return record;
  }

  private static String status(Trial trial) {
    return switch (trial.outcome()) {
      case Outcome.Scored s -> "completed";
      case Outcome.Unscored u -> trial.attempt().isPresent() ? "failed" : "not_executed";
      case Outcome.Invalid i -> "failed";
    };
  }

  private static ObjectNode termination(Trial trial) {
    ObjectNode end = Taker.object().put("reason", trial.ended());
    switch (trial.outcome()) {
      case Outcome.Scored s -> end.put("phase", "seal").put("category", "completed");
      case Outcome.Unscored(Fault f) ->
          end.put("phase", f.phase().word())
              .put("category", f.source().word())
              .put("error", f.message());
      case Outcome.Invalid(String reason) ->
          end.put("phase", "work").put("category", INVALID).put("error", reason);
    }
    return end;
  }

  private static ObjectNode usage(Trial trial) {
    ObjectNode usage = Taker.object();
    Optional<Trial.Used> used = trial.usage();
    used.ifPresent(u -> {
      usage
          .put("total_input_tokens", u.input())
          .put("total_output_tokens", u.output())
          .put("total_cache_read_tokens", u.cached())
          .put("total_cache_creation_tokens", u.cacheWrite());
      u.dollars().ifPresent(d -> usage.put("total_cost_usd", d));
    });
    usage.put("total_duration_ms", trial.worked().toMillis());
    trial.scored().map(Outcome.Scored::score).ifPresent(s -> usage.put("reward", s));
    return usage.put("status", status(trial).equals("completed") ? "completed" : "failed");
  }
}
