package ale.runner;

import ale.core.AleException;
import ale.core.Digest;
import ale.core.Json;
import ale.core.Phase;
import ale.runner.admission.Demand;
import ale.runner.admission.Observed;
import ale.sandbox.Resources;
import ale.sandbox.Used;
import ale.tasks.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the trials of a run need of a machine: as declared, or as seen of earlier ones. */
final class Demands {
  /** Of one whose task cannot be read; it will say so itself. */
  private static final Resources UNKNOWN = Resources.of(1, 256, 16);

  private static final long DISK = 256;

  /** Under which the journal tells what a sandbox used. */
  static final String USED = "used";

  private final Optional<Observed> observed;
  private final boolean countProcessors;
  private final Map<String, Resources> declared = new ConcurrentHashMap<>();

  /**
   * Demands of the trials of a run.
   *
   * @param countProcessors false where a person said how many trials run at once
   */
  Demands(Optional<Observed> observed, boolean countProcessors) {
    this.observed = observed;
    this.countProcessors = countProcessors;
  }

  /**
   * A family's instances need much the same with the same agent; a foreign task is its own kind.
   */
  static String kind(RunPlan.TrialSpec trial) {
    RunPlan.PlannedInstance instance = trial.instance();
    return (instance.family().isEmpty() ? instance.id() : instance.family())
        + " "
        + trial.agent().name();
  }

  /** An agent starts most of its programs one after the other, so one processor is expected. */
  Demand of(RunPlan.TrialSpec trial) {
    Resources most = declared.computeIfAbsent(trial.instance().path(), this::resources);
    Demand whole =
        new Demand(
            countProcessors ? 1 : 0,
            most.memoryMegabytes() + most.storageMegabytes(),
            DISK,
            1,
            Map.of(),
            trial.agent().agent().model().map(m -> Map.of(m, 1)).orElse(Map.of()));
    return observed.map(o -> o.estimate(kind(trial), whole)).orElse(whole);
  }

  /** Learns from a trial that is over. */
  void learn(RunFolder run, RunPlan.TrialSpec trial) {
    Path folder = run.trial(trial.id());
    observed.ifPresent(o -> use(folder).ifPresent(use -> o.add(kind(trial), use)));
  }

  private static Optional<Observed.Use> use(Path folder) {
    Optional<Used> used = Optional.empty();
    double seconds = 0;
    for (Journal.Line line : Journal.read(folder.resolve("journal.jsonl"))) {
      if (line.mark() == Journal.Mark.END && line.phase() == Phase.WORK) {
        seconds = line.data().get(Work.SECONDS) instanceof Number n ? n.doubleValue() : 0;
      }
      if (line.mark() == Journal.Mark.END && line.data().containsKey(USED)) {
        used = Optional.of(Json.mapper().convertValue(line.data().get(USED), Used.class));
      }
    }
    double worked = Math.max(1, seconds);
    return used.map(
        u -> new Observed.Use(u.memoryMegabytes(), u.cpuSeconds() / worked, megabytes(folder)));
  }

  private static long megabytes(Path folder) {
    return Digest.files(folder).stream().mapToLong(f -> f.toFile().length()).sum() >> 20;
  }

  private Resources resources(String path) {
    try {
      return Files.isDirectory(Path.of(path))
          ? InstancePlan.of(Instance.load(Path.of(path)), List.of(), Terms.NONE).whole()
          : UNKNOWN;
    } catch (AleException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
