package ale.interop;

import ale.core.ForeignJson;
import ale.core.InputException;
import ale.core.TrajectoryCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads outcomes that go with trajectories of ATIF 1.0 to 1.7. The format knows no score, so one is
 * taken from where it is known: our own {@code extra.ale_trial}, the {@code result.json} of the
 * Harbor trial in whose {@code agent/} the file stands, or {@code final_metrics.extra.reward}.
 * Otherwise the trial is unscored.
 */
public final class AtifImport {
  private AtifImport() {}

  /**
   * Reads files.
   *
   * @throws InputException if none of them is a trajectory
   */
  public static Imported read(List<Path> files) {
    Imported.Gathering gathering = new Imported.Gathering();
    for (Path file : files) {
      try {
        one(file, gathering);
      } catch (InputException e) {
        gathering.skip(file, String.valueOf(e.getMessage()));
      }
    }
    Imported imported = gathering.done();
    if (imported.trials() == 0) {
      throw new InputException("no trajectory was read: " + imported.skipped().getFirst());
    }
    return imported;
  }

  private static void one(Path file, Imported.Gathering gathering) {
    JsonNode atif = ForeignJson.read(file);
    List<TrajectoryCheck.Violation> violations = TrajectoryCheck.of(atif);
    if (!violations.isEmpty()) {
      throw new InputException(
          violations.getFirst()
              + (violations.size() > 1 ? " and " + (violations.size() - 1) + " more" : ""));
    }
    JsonNode facts = atif.path("extra").path(AtifFolder.TRIAL);
    JsonNode harbor = harbor(file);
    JsonNode sums = atif.path("final_metrics");
    Optional<Double> score = score(facts, harbor, sums.path("extra"));
    gathering.add(
        new TrialLine(
            agent(atif, facts),
            task(file, atif, facts, harbor),
            1,
            passed(facts, score),
            score,
            Imported.name(facts.path("family")).orElse(""),
            Imported.name(facts.path("cluster")).orElse(""),
            Imported.amount(facts.path("cost_usd"))
                .or(() -> Imported.amount(sums.path("total_cost_usd"))),
            Imported.count(facts.path("input_tokens"))
                .or(() -> Imported.count(sums.path("total_prompt_tokens"))),
            Imported.count(facts.path("output_tokens"))
                .or(() -> Imported.count(sums.path("total_completion_tokens"))),
            Imported.amount(facts.path("seconds"))),
        facts.path("repetition").asInt(0));
  }

  /** The result of the Harbor trial to which a file belongs; a missing node if to none. */
  private static JsonNode harbor(Path file) {
    Path agent = TrajectoryFile.folder(file);
    Path result = agent.resolveSibling("result.json");
    return agent.endsWith("agent") && Files.isRegularFile(result)
        ? ForeignJson.read(result)
        : Taker.object().path("none");
  }

  private static String agent(JsonNode atif, JsonNode facts) {
    return Imported.name(facts.path("agent"))
        .or(() ->
            Imported.name(atif.path("agent").path("name"))
                .map(n ->
                    n
                        + Imported.name(atif.path("agent").path("model_name"))
                            .map(m -> "@" + m)
                            .orElse("")))
        .orElseThrow(() -> new InputException("/agent/name is empty"));
  }

  private static String task(Path file, JsonNode atif, JsonNode facts, JsonNode harbor) {
    return Imported.name(facts.path("instance"))
        .or(() -> Imported.name(harbor.path("task_name")))
        .or(() -> Imported.name(atif.path("session_id")))
        .orElseGet(() -> Names.plain(String.valueOf(file.getFileName())));
  }

  private static Optional<Double> score(JsonNode facts, JsonNode harbor, JsonNode sums) {
    if (facts.has("passed")) {
      return in01(facts.path("score"));
    }
    JsonNode reward = harbor.path("verifier_result").path("rewards").path("reward");
    return in01(reward)
        .or(() -> in01(sums.path("reward")))
        .or(() -> in01(sums.path(AleToAtif.ASIDE).path("reward")));
  }

  private static Optional<Double> in01(JsonNode number) {
    return Imported.amount(number).filter(v -> v <= 1);
  }

  private static String passed(JsonNode facts, Optional<Double> score) {
    return switch (facts.path("passed").asString("")) {
      case "invalid" -> "invalid";
      case "unscored" -> "unscored";
      case "true" -> score.isPresent() ? "true" : "unscored";
      case "false" -> score.isPresent() ? "false" : "unscored";
      default -> score.map(s -> Boolean.toString(s == 1.0)).orElse("unscored");
    };
  }
}
