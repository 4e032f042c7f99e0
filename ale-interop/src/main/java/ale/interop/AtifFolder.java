package ale.interop;

import ale.core.Json;
import ale.core.Outcome;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The trajectories of a run as ATIF 1.7, one folder for each trial with its pictures. What ATIF
 * does not know of a trial, such as its score, is in {@code extra.ale_trial}.
 */
public final class AtifFolder {
  static final String TRIAL = "ale_trial";

  private AtifFolder() {}

  /** Writes a run into a new folder. */
  public static List<Loss> write(Run run, Path to) {
    Path root = Trees.fresh(to);
    Losses losses = new Losses();
    for (Trial trial : run.trials()) {
      Path folder = root.resolve(Names.safe(trial.id()));
      one(run, trial, folder.resolve("trajectory.json"), losses.in(trial.id()));
      losses.add("", "grade, collected files, logs, model exchanges and seal are not in ATIF");
    }
    return losses.list();
  }

  /** Writes one trajectory, and says whether there was one. */
  static boolean one(Run run, Trial trial, Path file, Losses losses) {
    return trial
        .trajectory(losses)
        .map(json -> {
          ObjectNode atif = (ObjectNode) json;
          ObjectNode extra =
              atif.path("extra") instanceof ObjectNode there ? there : atif.putObject("extra");
          extra.set(TRIAL, facts(run, trial));
          Trees.copy(
              trial.attempt().orElseThrow().resolve("images"),
              file.resolveSibling("images"),
              losses);
          Json.write(file, atif);
          return true;
        })
        .orElse(false);
  }

  private static ObjectNode facts(Run run, Trial trial) {
    ObjectNode facts =
        Taker.object()
            .put("run", run.id())
            .put("trial", trial.id())
            .put("agent", trial.agent())
            .put("instance", trial.instance().id())
            .put("family", trial.instance().family())
            .put("cluster", trial.instance().cluster())
            .put("digest", trial.instance().digest())
            .put("repetition", trial.repetition())
            .put("passed", TrialLine.passed(trial.outcome()))
            .put("seconds", trial.worked().toNanos() / 1e9);
    trial.scored().map(Outcome.Scored::score).ifPresent(s -> facts.put("score", s));
    trial
        .usage()
        .ifPresent(u -> {
          facts.put("input_tokens", u.input()).put("output_tokens", u.output());
          u.dollars().ifPresent(d -> facts.put("cost_usd", d));
        });
    return facts;
  }
}
