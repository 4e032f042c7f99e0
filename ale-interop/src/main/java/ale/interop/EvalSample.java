package ale.interop;

import ale.core.Check;
import ale.core.Grade;
import ale.core.Json;
import ale.core.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One trial as a sample of an Inspect log. */
final class EvalSample {
  private static final String SCORER = "ale";
  private static final int MOST_SUMMARY = 1000;

  private final Trial trial;
  private final EvalHistory history;
  private final Optional<Grade> grade;

  EvalSample(Trial trial, Losses losses) {
    this.trial = trial;
    this.grade = trial.grade(losses);
    this.history = new EvalHistory(trial, trial.trajectory(losses), losses);
  }

  String id() {
    return id(trial);
  }

  static String id(Trial trial) {
    return Names.safe(trial.instance().id());
  }

  /** A time as Inspect writes it: to the microsecond, with its offset. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).toString().replace("Z", "+00:00");
  }

  /** What a list of samples shows. */
  ObjectNode summary() {
    ObjectNode summary = Taker.object().put("id", id()).put("epoch", trial.repetition());
    String input = history.input();
    summary.put(
        "input", input.length() > MOST_SUMMARY ? input.substring(0, MOST_SUMMARY) + "..." : input);
    summary.put("target", "");
    summary.set("metadata", metadata());
    score().ifPresent(s -> summary.putObject("scores").set(SCORER, s));
    usage(summary);
    times(summary);
    error().ifPresent(e -> summary.set("error", e.path("message")));
    return summary
        .put("retries", Math.max(0, trial.attempts() - 1))
        .put("completed", true)
        .put("message_count", history.messages().size())
        .put("turn_count", history.turns());
  }

  /** Writes the whole sample, its pictures at the end, one at a time. */
  void write(JsonGenerator out) {
    try (out) {
      out.writeStartObject();
      head()
          .propertyStream()
          .forEach(e -> {
            out.writeName(e.getKey());
            out.writeTree(e.getValue());
          });
      out.writeName("attachments");
      out.writeStartObject();
      history
          .attachments()
          .forEach((key, path) -> {
            out.writeName(key);
            out.writeString(history.attachment(path));
          });
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private ObjectNode head() {
    ObjectNode sample =
        Taker.object()
            .put("id", id())
            .put("epoch", trial.repetition())
            .put("input", history.input())
            .put("target", "");
    sample.set("messages", history.messages());
    sample.set("output", history.lastOutput());
    score().ifPresent(s -> sample.putObject("scores").set(SCORER, s));
    sample.set("metadata", metadata());
    sample.putObject("store");
    sample.set("events", history.events(score()));
    usage(sample);
    times(sample);
    sample.put("uuid", HarborJob.id(trial.id() + trial.started()).toString());
    if (trial.outcome() instanceof Outcome.Invalid(String reason)) {
      sample
          .putObject("invalidation")
          .put("timestamp", time(trial.finished()))
          .put("author", "ale")
          .put("reason", reason)
          .putObject("metadata");
    }
    error().ifPresent(e -> sample.set("error", e));
    sample.set("events_data", history.pool());
    return sample.put("turn_count", history.turns());
  }

  private ObjectNode metadata() {
    ObjectNode metadata =
        Taker.object()
            .put("trial", trial.id())
            .put("instance", trial.instance().id())
            .put("digest", trial.instance().digest())
            .put("family", trial.instance().family())
            .put("cluster", trial.instance().cluster())
            .put("subfield", trial.instance().subfield())
            .put("tier", trial.instance().tier())
            .put("outcome", TrialLine.passed(trial.outcome()))
            .put("ended", trial.ended());
    metadata.set("missed_steps", Json.mapper().valueToTree(trial.missedSteps()));
    return metadata;
  }

  private Optional<JsonNode> score() {
    return trial
        .scored()
        .map(s -> {
          ObjectNode score = Taker.object().put("value", s.score()).put("answer", "");
          score.put("explanation", grade.map(EvalSample::words).orElse(""));
          ObjectNode metadata = score.putObject("metadata").put("passed", s.passed());
          grade.ifPresent(g -> metadata.set("checks", Json.mapper().valueToTree(g.checks())));
          return score;
        });
  }

  private static String words(Grade grade) {
    return grade.checks().stream().map(EvalSample::words).collect(Collectors.joining("\n"));
  }

  private static String words(Check check) {
    return String.format(
        java.util.Locale.ROOT,
        "%.2f %s%s: %s",
        check.credit(),
        check.id(),
        check.gate() ? " (gate)" : "",
        check.found());
  }

  private Optional<ObjectNode> error() {
    return trial.outcome() instanceof Outcome.Unscored(var fault)
        ? Optional.of(
            Taker.object()
                .put(
                    "message",
                    fault.source().word()
                        + " fault in "
                        + fault.phase().word()
                        + ": "
                        + fault.message())
                .put("traceback", "")
                .put("traceback_ansi", ""))
        : Optional.empty();
  }

  private void usage(ObjectNode owner) {
    ObjectNode usage = owner.putObject("model_usage");
    addUsage(usage, trial);
    owner.putObject("role_usage");
  }

  /** Adds what a trial used to the sums of its model. */
  static void addUsage(ObjectNode sums, Trial trial) {
    trial
        .usage()
        .ifPresent(u -> {
          ObjectNode sum =
              sums.path(trial.modelName()) instanceof ObjectNode there
                  ? there
                  : sums.putObject(trial.modelName());
          add(sum, "input_tokens", Math.max(0, u.input() - u.cached() - u.cacheWrite()));
          add(sum, "output_tokens", u.output());
          add(sum, "total_tokens", u.input() + u.output());
          add(sum, "input_tokens_cache_write", u.cacheWrite());
          add(sum, "input_tokens_cache_read", u.cached());
          add(sum, "reasoning_tokens", u.reasoning());
          u.dollars().ifPresent(d -> sum.put("total_cost", sum.path("total_cost").asDouble(0) + d));
        });
  }

  private static void add(ObjectNode sum, String name, long more) {
    sum.put(name, sum.path(name).asLong(0) + more);
  }

  private void times(ObjectNode owner) {
    owner
        .put("started_at", time(trial.started()))
        .put("completed_at", time(trial.finished()))
        .put("total_time", Duration.between(trial.started(), trial.finished()).toMillis() / 1e3)
        .put("working_time", trial.worked().toMillis() / 1e3);
  }
}
