package ale.runner;

import ale.core.Check;
import ale.core.Grade;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The grades of the steps of an attempt, made one: of each reward the mean over the steps that were
 * graded, one that lacks it counting as 0, or the rewards of the last of them as they are.
 */
final class StepGrades {
  /** Files of the last step that also stand where those of a task in one step do. */
  private static final List<String> OF_LAST = List.of("manifest.json", Work.REPORT);

  private final InstancePlan plan;
  private final Path attempt;

  StepGrades(InstancePlan plan, Path attempt) {
    this.plan = plan;
    this.attempt = attempt;
  }

  /**
   * Writes the grade of the whole attempt.
   *
   * @param graded how many steps were
   */
  Grade write(int graded) throws IOException {
    List<Grade> grades = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    for (StepPlan step : plan.steps().subList(0, graded)) {
      Grade grade = Json.read(step.folder(attempt).resolve("grade.json"), Grade.class);
      grades.add(grade);
      grade.checks().forEach(c -> checks.add(named(step.name() + "/" + c.id(), c)));
    }
    Map<String, Double> rewards =
        switch (plan.rewardStrategy()) {
          case MEAN -> mean(grades);
          case FINAL -> grades.getLast().rewards();
        };
    Grade whole = new Grade(Grade.FORMAT, Rewards.score(rewards), checks, List.of(), rewards);
    Json.write(attempt.resolve("grade.json"), whole);
    Path last = plan.step(graded - 1).folder(attempt);
    for (String name : OF_LAST) {
      if (Files.exists(last.resolve(name))) {
        Files.copy(last.resolve(name), attempt.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return whole;
  }

  static Map<String, Double> mean(List<Grade> grades) {
    Set<String> names = new TreeSet<>();
    grades.forEach(g -> names.addAll(g.rewards().keySet()));
    Map<String, Double> mean = new TreeMap<>();
    for (String name : names) {
      mean.put(
          name,
          grades.stream()
              .mapToDouble(g -> g.rewards().getOrDefault(name, 0.0))
              .average()
              .orElse(0));
    }
    return mean;
  }

  private static Check named(String id, Check check) {
    return new Check(
        id,
        check.says(),
        check.found(),
        check.weight(),
        check.credit(),
        check.gate(),
        check.step());
  }
}
