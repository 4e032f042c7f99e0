package ale.cli;

import ale.core.AleException;
import ale.core.Layer;
import ale.core.Outcome;
import ale.runner.ModelUsage;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.stats.Traits;
import ale.store.TrialRow;
import ale.store.TrialRow.State;
import ale.tasks.AleMetadata;
import ale.tasks.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trials of a run folder as rows, with what its instances say of themselves. */
final class RunRows {
  private RunRows() {}

  /** The rows of these outcomes, read as they are asked for. */
  static Stream<TrialRow> of(RunFolder run, List<TrialOutcome> outcomes) {
    Map<String, RunPlan.TrialSpec> planned =
        run.plan().trials().stream()
            .collect(Collectors.toMap(RunPlan.TrialSpec::id, Function.identity()));
    Map<String, Map<String, List<String>>> traits = new HashMap<>();
    return outcomes.stream()
        .flatMap(o ->
            Stream.ofNullable(planned.get(o.trial()))
                .map(t ->
                    row(
                        t,
                        o,
                        traits.computeIfAbsent(t.instance().id(), i -> traits(t.instance())))));
  }

  private static TrialRow row(
      RunPlan.TrialSpec trial, TrialOutcome end, Map<String, List<String>> traits) {
    State state =
        switch (end.outcome()) {
          case Outcome.Scored s -> s.passed() ? State.PASSED : State.FAILED;
          case Outcome.Unscored u -> State.UNSCORED;
          case Outcome.Invalid i -> State.INVALID;
        };
    double score = end.outcome() instanceof Outcome.Scored s ? s.score() : 0;
    return new TrialRow(
        end.agent(),
        end.instance(),
        trial.instance().family(),
        end.cluster(),
        trial.repetition(),
        state,
        score,
        end.usage().flatMap(ModelUsage::dollars),
        end.usage().map(u -> u.tokens().input()),
        end.usage().map(u -> u.tokens().output()),
        Optional.of(end.workSeconds()),
        traits);
  }

  /** The plan's tier and subfield; the rest from the instance while its folder is there. */
  private static Map<String, List<String>> traits(RunPlan.PlannedInstance planned) {
    Map<String, List<String>> traits = new TreeMap<>();
    metadata(planned)
        .ifPresent(ale -> {
          traits.put("track", List.of(ale.track().word()));
          traits.put("layer", ale.layers().stream().sorted().map(Layer::word).toList());
          traits.put("capability", ale.capabilities());
          traits.put("pool", List.of(ale.pool().word()));
          ale.twin().ifPresent(t -> traits.put(Traits.TWIN, List.of(t)));
        });
    if (!planned.tier().isEmpty()) {
      traits.put("tier", List.of(planned.tier()));
    }
    if (!planned.subfield().isEmpty()) {
      traits.put("subfield", List.of(planned.subfield()));
    }
    return traits;
  }

  static Optional<AleMetadata> metadata(RunPlan.PlannedInstance planned) {
    Path folder = Path.of(planned.path());
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      return Instance.load(folder).config().ale();
    } catch (AleException e) {
      return Optional.empty(); // it was changed since; the plan says what it was
    }
  }
}
