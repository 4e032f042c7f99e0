package ale.interop;

import ale.core.AtomicFiles;
import ale.core.Digest;
import ale.core.Fault;
import ale.core.Grade;
import ale.core.Json;
import ale.core.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One trial as a trial folder of Harbor. */
final class HarborTrial {
  private static final int TASK_LETTERS = 32;
  private static final int ID_LETTERS = 7;

  private final Run run;
  private final Trial trial;
  private final Path job;
  private final UUID jobId;

  HarborTrial(Run run, Trial trial, Path job, UUID jobId) {
    this.run = run;
    this.trial = trial;
    this.job = job;
    this.jobId = jobId;
  }

  String name() {
    return name(trial);
  }

  /** The name of its folder: the task's, cut, and seven letters that are the trial's own. */
  static String name(Trial trial) {
    String task = Names.safe(trial.instance().id());
    return task.substring(0, Math.min(TASK_LETTERS, task.length()))
        + "__"
        + Digest.of(trial.id()).substring(0, ID_LETTERS);
  }

  /** Writes the folder, and returns the result that stands in it. */
  ObjectNode write(Losses losses) {
    Path folder = job.resolve(name());
    ObjectNode config = config();
    Map<String, Double> rewards = new TreeMap<>();
    Optional<Grade> grade = trial.grade(losses);
    trial
        .scored()
        .ifPresent(s -> {
          grade.ifPresent(g -> rewards.putAll(g.rewards()));
          rewards.put("reward", s.score());
        });
    ObjectNode result = result(config, rewards);
    Json.write(folder.resolve("config.json"), config);
    Json.write(folder.resolve("result.json"), result);
    if (!rewards.isEmpty()) {
      Json.write(folder.resolve("verifier/reward.json"), rewards);
    }
    grade.ifPresent(g -> Json.write(folder.resolve("verifier/ale-grade.json"), g));
    if (trial.scored().isEmpty()) {
      AtomicFiles.write(
          folder.resolve("exception.txt"),
          (exceptionMessage(trial) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    AtifFolder.one(run, trial, folder.resolve("agent/trajectory.json"), losses);
    trial
        .attempt()
        .ifPresent(attempt -> {
          Trees.copy(attempt.resolve("harness"), folder.resolve("agent/harness"), losses);
          Trees.copy(attempt.resolve("output"), folder.resolve("artifacts"), losses);
        });
    Json.write(folder.resolve("artifacts/manifest.json"), manifest());
    losses.add("model", "exchanges with models have no place in a job folder");
    losses.add("seal.json", "the seal is over our own files, not these");
    if (trial.attempts() > 1) {
      losses.add("attempts", "only the attempt that counts is carried over");
    }
    return result;
  }

  private ArrayNode manifest() {
    ArrayNode entries = Json.mapper().createArrayNode();
    trial
        .part("output")
        .ifPresent(o -> {
          for (Path file : Digest.files(o)) {
            String inside = o.relativize(file).toString();
            entries
                .addObject()
                .put("source", "/" + inside)
                .put("destination", inside)
                .put("type", "file")
                .put("status", "ok");
          }
        });
    return entries;
  }

  static ObjectNode agent(Trial trial) {
    ObjectNode agent = Taker.object().put("name", trial.agent());
    trial.model().ifPresent(m -> agent.put("model_name", m));
    ObjectNode settings = agent.putObject("kwargs").put("harness", trial.harness());
    new TreeMap<>(trial.settings()).forEach(settings::put);
    return agent;
  }

  private ObjectNode config() {
    ObjectNode config = Taker.object();
    config.putObject("task").put("path", trial.instance().path()).put("source", HarborJob.DATASET);
    config.put("trial_name", name()).put("trials_dir", job.toString());
    config.set("agent", agent(trial));
    config.put("job_id", jobId.toString());
    return config;
  }

  private ObjectNode result(ObjectNode config, Map<String, Double> rewards) {
    ObjectNode result =
        Taker.object()
            .put("id", HarborJob.id(run.id() + "/" + trial.id()).toString())
            .put("task_name", trial.instance().id())
            .put("trial_name", name())
            .put("trial_uri", job.resolve(name()).toUri().toString());
    result.putObject("task_id").put("path", trial.instance().path());
    result.put("source", HarborJob.DATASET).put("task_checksum", trial.instance().digest());
    result.set("config", config);
    ObjectNode info =
        result
            .putObject("agent_info")
            .put("name", trial.agent())
            .put("version", trial.harnessVersion());
    trial.model().ifPresent(m -> info.set("model_info", model(m)));
    result.set("agent_result", agentResult());
    if (!rewards.isEmpty()) {
      ObjectNode named = result.putObject("verifier_result").putObject("rewards");
      rewards.forEach(named::put);
    }
    result.put("verifier_environment_mode", "separate");
    if (trial.scored().isEmpty()) {
      result
          .putObject("exception_info")
          .put("exception_type", exceptionType(trial))
          .put("exception_message", exceptionMessage(trial))
          .put("exception_traceback", "")
          .put("occurred_at", trial.finished().toString());
    }
    result
        .put("started_at", trial.started().toString())
        .put("finished_at", trial.finished().toString());
    span(result, "environment_setup", "boot");
    span(result, "agent_setup", "stage");
    span(result, "agent_execution", "work");
    span(result, "verifier", "grade");
    return result;
  }

  private static ObjectNode model(String name) {
    int slash = name.indexOf('/');
    ObjectNode model = Taker.object().put("name", name.substring(slash + 1));
    return slash > 0 ? model.put("provider", name.substring(0, slash)) : model;
  }

  private ObjectNode agentResult() {
    ObjectNode used = Taker.object();
    trial
        .usage()
        .ifPresent(u -> {
          used.put("n_input_tokens", u.input())
              .put("n_cache_tokens", u.cached())
              .put("n_output_tokens", u.output());
          u.dollars().ifPresent(d -> used.put("cost_usd", d));
        });
    ObjectNode metadata =
        used.putObject("metadata")
            .put("ale_trial", trial.id())
            .put("repetition", trial.repetition())
            .put("outcome", TrialLine.passed(trial.outcome()))
            .put("ended", trial.ended());
    ArrayNode missed = metadata.putArray("missed_steps");
    trial.missedSteps().forEach(missed::add);
    return used;
  }

  private void span(ObjectNode result, String name, String phase) {
    Optional.ofNullable(trial.phases().get(phase))
        .ifPresent(s ->
            result
                .putObject(name)
                .put("started_at", s.from().toString())
                .put("finished_at", s.to().toString()));
  }

  static String exceptionType(Trial trial) {
    return switch (trial.outcome()) {
      case Outcome.Scored s -> "";
      case Outcome.Unscored(Fault fault) -> {
        String word = fault.source().word();
        yield Character.toUpperCase(word.charAt(0)) + word.substring(1) + "Fault";
      }
      case Outcome.Invalid i -> "InvalidTrial";
    };
  }

  private static String exceptionMessage(Trial trial) {
    return switch (trial.outcome()) {
      case Outcome.Scored s -> "";
      case Outcome.Unscored(Fault fault) -> fault.message();
      case Outcome.Invalid i -> i.reason();
    };
  }
}
