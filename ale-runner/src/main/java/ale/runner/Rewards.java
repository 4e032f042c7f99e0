package ale.runner;

import ale.core.Check;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Grade;
import ale.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a grader left in {@code /logs/verifier}, as a grade: {@code reward.json} first, then {@code
 * reward.txt}; {@code grade.json} has our own checks.
 */
final class Rewards {
  private static final int MAX_FILE = 8 << 20;

  private final Path left;
  private final Path log;

  /**
   * @param left a copy of the grader's folder on this machine
   * @param log with the grader's last words
   */
  Rewards(Path left, Path log) {
    this.left = left;
    this.log = log;
  }

  Grade grade() throws IOException {
    Map<String, Double> rewards = rewards();
    Optional<String> grade = file("grade.json");
    if (grade.isPresent()) {
      try {
        return Json.read(grade.get(), Grade.class);
      } catch (JacksonException | IllegalArgumentException e) {
        throw fault("the grader's grade.json is not a grade: " + e.getMessage());
      }
    }
    double score = score(rewards);
    Check check =
        new Check(
            "reward", "tests/test.sh", "rewards " + rewards, 1, score, false, Optional.empty());
    return new Grade(Grade.FORMAT, score, List.of(check), List.of(), rewards);
  }

  private Map<String, Double> rewards() throws IOException {
    Optional<String> json = file("reward.json");
    if (json.isPresent()) {
      return named(json.get());
    }
    String text =
        file("reward.txt")
            .orElseThrow(
                () -> fault("the grader ended without a reward; its last words are in " + log));
    return Map.of("reward", number(text));
  }

  /** The reward called reward, else the mean of all. */
  static double score(Map<String, Double> rewards) {
    double score =
        Optional.ofNullable(rewards.get("reward"))
            .orElseGet(
                () -> rewards.values().stream().mapToDouble(d -> d).average().orElse(Double.NaN));
    if (!(score >= 0 && score <= 1)) {
      throw fault("the grader's reward " + score + " is not in 0..1");
    }
    return score;
  }

  private static Map<String, Double> named(String json) {
    if (json.isBlank()) {
      throw fault("the grader's reward.json is empty");
    }
    Map<String, Double> rewards = new LinkedHashMap<>();
    try {
      JsonNode tree = Json.tree(json);
      if (!tree.isObject()) {
        throw fault("the grader's reward.json is not an object of numbers");
      }
      for (Map.Entry<String, JsonNode> e : tree.properties()) {
        if (!e.getValue().isNumber() || !Double.isFinite(e.getValue().doubleValue())) {
          throw fault("reward.json: " + e.getKey() + " is not a number");
        }
        rewards.put(e.getKey(), e.getValue().doubleValue());
      }
    } catch (JacksonException e) {
      throw fault("the grader's reward.json is not JSON: " + e.getOriginalMessage());
    }
    if (rewards.isEmpty()) {
      throw fault("the grader's reward.json names no reward");
    }
    return rewards;
  }

  private static double number(String text) {
    if (text.isBlank()) {
      throw fault("the grader's reward.txt is empty");
    }
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      String shown = text.strip();
      throw fault(
          "the grader's reward.txt is not a number: "
              + shown.substring(0, Math.min(80, shown.length())));
    }
  }

  private Optional<String> file(String name) throws IOException {
    Path file = left.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_FILE) {
      throw fault("the grader's " + name + " has more than " + MAX_FILE + " bytes");
    }
    return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  private static FaultException fault(String message) {
    return new FaultException(FaultSource.GRADER, message);
  }
}
