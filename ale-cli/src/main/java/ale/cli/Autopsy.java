package ale.cli;

import ale.agents.WorkReport;
import ale.core.AleException;
import ale.core.Grade;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Trajectory;
import ale.runner.ModelUsage;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.sandbox.Manifest;
import ale.stats.Conduct;
import ale.stats.FailureRule;
import ale.stats.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads from a run's folder what the rule of failures asks of each scored trial. */
final class Autopsy {
  /** A longer trajectory is not read: nobody made it by honest work. */
  private static final long LARGEST = 256L << 20;

  private static final String MAIN = "main";

  private Autopsy() {}

  static List<Failures.Trial> of(RunFolder run) {
    Map<String, RunPlan.TrialSpec> planned =
        run.plan().trials().stream()
            .collect(Collectors.toMap(RunPlan.TrialSpec::id, Function.identity()));
    List<Failures.Trial> trials = new ArrayList<>();
    for (TrialOutcome outcome : run.outcomes()) {
      Path attempt = run.trial(outcome.trial()).resolve("attempt-" + outcome.counts());
      RunPlan.TrialSpec spec = planned.get(outcome.trial());
      if (spec != null && outcome.outcome() instanceof Outcome.Scored) {
        String family = spec.instance().family();
        boolean capped =
            outcome.limits().contains("wall_time")
                || outcome.usage().flatMap(ModelUsage::limit).isPresent();
        of(
                outcome.agent(),
                outcome.trial(),
                family.isEmpty() ? spec.instance().id() : family,
                capped,
                attempt)
            .ifPresent(trials::add);
      }
    }
    return trials;
  }

  /**
   * One trial, from the folder of the attempt that counts; absent if it holds no grade.
   *
   * @param capped whether a limit of time or of models was reached
   */
  static Optional<Failures.Trial> of(
      String agent, String trial, String family, boolean capped, Path attempt) {
    return read(attempt.resolve("grade.json"), Grade.class)
        .map(grade -> of(agent, trial, family, capped, attempt, grade));
  }

  private static Failures.Trial of(
      String agent, String trial, String family, boolean capped, Path attempt, Grade grade) {
    List<Manifest.Entry> entries =
        read(attempt.resolve("manifest.json"), Manifest.class)
            .map(Manifest::entries)
            .orElse(List.of());
    List<Manifest.Entry> own = entries.stream().filter(e -> e.service().equals(MAIN)).toList();
    long delivered = own.stream().filter(e -> e.status().equals("ok") && e.bytes() > 0).count();
    List<String> names =
        own.stream()
            .map(e -> String.valueOf(Path.of(e.source()).getFileName()))
            .filter(n -> !n.isBlank())
            .toList();
    FailureRule.Evidence evidence =
        new FailureRule.Evidence(end(attempt, capped), own.size(), (int) delivered, grade);
    return new Failures.Trial(
        agent, trial, family, evidence, conduct(attempt.resolve("trajectory.json"), names));
  }

  private static FailureRule.End end(Path attempt, boolean capped) {
    String word =
        read(attempt.resolve("work.json"), WorkReport.class).map(WorkReport::ended).orElse("done");
    return capped || word.equals("limit")
        ? FailureRule.End.LIMIT
        : word.equals("gave-up") ? FailureRule.End.GAVE_UP : FailureRule.End.DONE;
  }

  /** Harnesses write trajectories from what agents said: a broken one is none. */
  private static Optional<Conduct> conduct(Path file, List<String> outputs) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST
          ? Optional.of(Conduct.of(Trajectory.read(file), outputs))
          : Optional.empty();
    } catch (AleException | IOException e) {
      Screen.say("not read: " + file + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    return Files.isRegularFile(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
  }
}
