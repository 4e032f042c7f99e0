package ale.runner.plan;

import ale.core.InputException;
import ale.core.Outcome;
import ale.runner.ModelUsage;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What scored trials of earlier runs on this machine took. */
final class History {
  private final Map<String, List<Sample>> samples = new HashMap<>();

  /**
   * What one trial took.
   *
   * @param work seconds in which the agent worked
   * @param rest seconds for everything else: boot, stage, collect, grade
   */
  private record Sample(double work, double rest, Optional<Double> dollars) {}

  private History() {}

  /** The history of a folder of runs; runs that cannot be read are left out. */
  static History of(Path runs) {
    History history = new History();
    for (Path folder : RunFolder.all(runs)) {
      try {
        RunFolder run = RunFolder.at(folder);
        run.plan().trials().forEach(t -> run.outcome(t.id()).ifPresent(o -> history.add(t, o)));
      } catch (InputException e) {
        // a run of another version: its trials say nothing here
      }
    }
    return history;
  }

  private void add(RunPlan.TrialSpec trial, TrialOutcome end) {
    if (end.outcome() instanceof Outcome.Scored) {
      double whole = Duration.between(end.started(), end.finished()).toMillis() / 1e3;
      Sample sample =
          new Sample(
              end.workSeconds(),
              Math.max(0, whole - end.workSeconds()),
              end.usage().flatMap(ModelUsage::dollars));
      for (String key : List.of(key(trial, Basis.FAMILY), key(trial, Basis.AGENT))) {
        samples.computeIfAbsent(key, k -> new ArrayList<>()).add(sample);
      }
    }
  }

  private static String key(RunPlan.TrialSpec trial, Basis basis) {
    RunPlan.PlannedInstance instance = trial.instance();
    String what = instance.family().isEmpty() ? "/" + instance.id() : instance.family();
    return basis == Basis.FAMILY ? trial.agent().name() + "\0" + what : trial.agent().name();
  }

  /** What a trial will probably take, by the nearest trials that there are. */
  Optional<Estimate> estimate(RunPlan.TrialSpec trial) {
    for (Basis basis : List.of(Basis.FAMILY, Basis.AGENT)) {
      List<Sample> near = samples.getOrDefault(key(trial, basis), List.of());
      if (!near.isEmpty()) {
        return Optional.of(
            new Estimate(
                basis,
                near.size(),
                median(near.stream().map(Sample::work).toList()).orElse(0.0),
                median(near.stream().map(Sample::rest).toList()).orElse(0.0),
                median(near.stream().flatMap(s -> s.dollars().stream()).toList())));
      }
    }
    return Optional.empty();
  }

  static Optional<Double> median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0
        ? Optional.empty()
        : Optional.of((sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2);
  }
}
