package ale.interop;

import ale.core.InputException;
import ale.core.Json;
import ale.core.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The trials of one agent as a log of Inspect ({@code .eval}, version 2 of its schema): a zip with
 * one file for each sample, deflated, and the header last, by whose presence a reader knows that
 * the log is whole. Samples are written one after the other, pictures one after the other.
 */
public final class EvalLog {
  private static final int SCHEMA = 2;
  private static final String SCORER = "ale";

  private final Run run;
  private final Losses losses;
  private final ArrayNode summaries = Json.mapper().createArrayNode();
  private final ObjectNode usage = Taker.object();

  private EvalLog(Run run, Losses losses) {
    this.run = run;
    this.losses = losses;
  }

  /**
   * Writes a log.
   *
   * @param run of one agent
   * @throws InputException if it has several agents, or no trial that is over
   */
  public static List<Loss> write(Run run, Path file) {
    if (run.agents().size() != 1) {
      throw new InputException(
          "a log of Inspect has one agent; run "
              + run.id()
              + " has "
              + (run.trials().isEmpty() ? "no finished trial" : String.join(", ", run.agents())));
    }
    Losses losses = new Losses();
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(TrajectoryFile.folder(file));
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
        new EvalLog(run, losses).write(zip);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      part.toFile().delete();
    }
    return losses.list();
  }

  private void write(ZipOutputStream zip) throws IOException {
    ObjectNode start = Taker.object().put("version", SCHEMA);
    start.set("eval", spec());
    start.set("plan", plan());
    entry(zip, "_journal/start.json", start);
    for (Trial trial : run.trials()) {
      EvalSample sample = new EvalSample(trial, losses.in(trial.id()));
      summaries.add(sample.summary());
      String name = "samples/" + sample.id() + "_epoch_" + trial.repetition() + ".json";
      zip.putNextEntry(new ZipEntry(name));
      sample.write(generator(zip));
      zip.closeEntry();
      losses.add("", "collected files, logs, model exchanges and seal are not in a log");
    }
    entry(zip, "_journal/summaries/1.json", summaries);
    entry(zip, "summaries.json", summaries);
    entry(zip, "reductions.json", Json.mapper().createArrayNode());
    entry(zip, "header.json", header());
  }

  private static JsonGenerator generator(OutputStream out) {
    return Json.mapper()
        .writer()
        .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .createGenerator(out);
  }

  private static void entry(ZipOutputStream zip, String name, Object json) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(Json.mapper().writeValueAsBytes(json));
    zip.closeEntry();
  }

  private Trial any() {
    return run.trials().getFirst();
  }

  private ObjectNode spec() {
    Trial any = any();
    ObjectNode spec =
        Taker.object()
            .put("eval_id", HarborJob.id(run.id() + "/" + any.agent()).toString())
            .put("run_id", run.id())
            .put("created", EvalSample.time(run.created()))
            .put("task", "ale")
            .put("task_id", run.id())
            .put("task_version", 0)
            .put("task_display_name", "Agents' Last Exam");
    spec.putObject("task_attribs");
    spec.putObject("task_args").put("run", run.id());
    spec.put("solver", any.agent());
    ArrayNode ids = Json.mapper().createArrayNode();
    run.trials().stream().map(EvalSample::id).distinct().forEach(ids::add);
    spec.putObject("dataset")
        .put("name", run.id())
        .put("samples", ids.size())
        .put("shuffled", false)
        .set("sample_ids", ids);
    spec.put("model", any.modelName());
    spec.putObject("model_generate_config");
    spec.putObject("model_args");
    spec.putObject("config").put("epochs", Math.max(1, run.repetitions()));
    spec.putObject("packages").put("ale", run.version());
    spec.putObject("metadata")
        .put("agent", any.agent())
        .put("harness", any.harness())
        .put("harness_version", any.harnessVersion());
    return spec;
  }

  private static ObjectNode plan() {
    ObjectNode plan = Taker.object().put("name", "plan");
    plan.putArray("steps");
    plan.putObject("config");
    return plan;
  }

  private ObjectNode header() {
    ObjectNode header = Taker.object().put("version", SCHEMA);
    header.put("status", run.whole() ? "success" : "started");
    header.set("eval", spec());
    header.set("plan", plan());
    header.set("results", results());
    ObjectNode stats = header.putObject("stats");
    stats.put("started_at", EvalSample.time(run.created()));
    Optional<Instant> end =
        run.trials().stream().map(Trial::finished).max(Comparator.naturalOrder());
    end.ifPresent(e -> stats.put("completed_at", EvalSample.time(e)));
    run.trials().forEach(t -> EvalSample.addUsage(usage, t));
    stats.set("model_usage", usage);
    stats.putObject("role_usage");
    return header;
  }

  private ObjectNode results() {
    List<Outcome.Scored> scored = new ArrayList<>();
    run.trials().forEach(t -> t.scored().ifPresent(scored::add));
    ObjectNode results =
        Taker.object()
            .put("total_samples", run.planned())
            .put("completed_samples", run.trials().size());
    ObjectNode score =
        results
            .putArray("scores")
            .addObject()
            .put("name", SCORER)
            .put("scorer", SCORER)
            .put("scored_samples", scored.size())
            .put("unscored_samples", run.trials().size() - scored.size());
    score.putObject("params");
    ObjectNode metrics = score.putObject("metrics");
    if (!scored.isEmpty()) {
      double passed = scored.stream().filter(Outcome.Scored::passed).count();
      double sum = scored.stream().mapToDouble(Outcome.Scored::score).sum();
      metric(metrics, "mean", sum / scored.size());
      metric(metrics, "pass_rate", passed / scored.size());
    }
    return results;
  }

  private static void metric(ObjectNode metrics, String name, double value) {
    metrics.putObject(name).put("name", name).put("value", value).putObject("params");
  }
}
