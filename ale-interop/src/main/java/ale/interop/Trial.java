package ale.interop;

import ale.core.ForeignJson;
import ale.core.Grade;
import ale.core.InputException;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.TrajectoryCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A trial that is over.
 *
 * @param id its name
 * @param agent who sat it
 * @param harness the program that acted
 * @param harnessVersion of that program
 * @param model what it asked for
 * @param settings of the agent
 * @param instance what it was given
 * @param repetition counted from 1
 * @param outcome scored, unscored or invalid
 * @param attempts how many the machinery made
 * @param attempt the folder of the one that counts, or else of the last one
 * @param phases when each phase of that attempt began and ended
 * @param ended how the work ended, in words
 * @param worked how long
 * @param usage of models
 * @param missedSteps essential steps that no check could witness
 * @param network {@code allowlist} or {@code public} if hosts were in reach
 * @param unproven whether nobody could prove that the work had ended
 * @param started when the trial began
 * @param finished when it was over
 */
public record Trial(
    String id,
    String agent,
    String harness,
    String harnessVersion,
    Optional<String> model,
    Map<String, String> settings,
    Instance instance,
    int repetition,
    Outcome outcome,
    int attempts,
    Optional<Path> attempt,
    Map<String, Span> phases,
    String ended,
    Duration worked,
    Optional<Used> usage,
    List<String> missedSteps,
    Optional<String> network,
    boolean unproven,
    Instant started,
    Instant finished) {
  /** A stretch of time. */
  public record Span(Instant from, Instant to) {}

  /**
   * What it was given.
   *
   * @param id unique within the run
   * @param path its folder
   * @param digest its package hash
   * @param family that made it; "" for a foreign task
   * @param cluster key of the taxonomy
   * @param subfield key of the taxonomy
   * @param tier as declared
   */
  public record Instance(
      String id,
      String path,
      String digest,
      String family,
      String cluster,
      String subfield,
      String tier) {}

  /**
   * Tokens and money.
   *
   * @param input prompts, cached ones included
   * @param cached read from a cache
   * @param cacheWrite written to a cache
   * @param output replies, reasoning included
   * @param reasoning of the replies
   * @param dollars if every price is known
   * @param calls of models
   */
  public record Used(
      long input,
      long cached,
      long cacheWrite,
      long output,
      long reasoning,
      Optional<Double> dollars,
      long calls) {}

  public Trial {
    settings = Map.copyOf(settings);
    phases = Map.copyOf(phases);
    missedSteps = List.copyOf(missedSteps);
  }

  /** The score, if there is one. */
  Optional<Outcome.Scored> scored() {
    return outcome instanceof Outcome.Scored s ? Optional.of(s) : Optional.empty();
  }

  /** A name for the model, also of an agent that asks for none. */
  String modelName() {
    return model.orElse("none/" + harness);
  }

  /** A file or folder of the attempt, if it is there. */
  Optional<Path> part(String name) {
    return attempt.map(a -> a.resolve(name)).filter(Files::exists);
  }

  /** The trajectory, if there is one; what breaks the rules of the format is reported. */
  Optional<JsonNode> trajectory(Losses losses) {
    Optional<Path> file = part("trajectory.json");
    if (file.isEmpty()) {
      losses.add("trajectory", "this trial left none");
      return Optional.empty();
    }
    try {
      JsonNode document = ForeignJson.read(file.get());
      List<TrajectoryCheck.Violation> violations = TrajectoryCheck.of(document);
      if (violations.isEmpty()) {
        return Optional.of(AtifUpgrade.of(document, losses));
      }
      losses.add("trajectory", "left out, since it is not valid: " + violations.getFirst());
    } catch (InputException e) {
      losses.add("trajectory", "left out, since it cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** What the grader found, if it came to that. */
  Optional<Grade> grade(Losses losses) {
    try {
      return part("grade.json")
          .map(f -> Json.mapper().treeToValue(ForeignJson.read(f), Grade.class));
    } catch (InputException | JacksonException e) {
      losses.add("grade", "left out, since it cannot be read");
      return Optional.empty();
    }
  }
}
