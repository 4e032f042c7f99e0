package ale.cli;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.core.Phase;
import ale.stats.Board;
import ale.stats.Effort;
import ale.stats.Traits;
import ale.stats.Trials;
import ale.store.EffortSum;
import ale.store.Efforts;
import ale.store.Store;
import ale.store.TrialRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A source as statistics need it.
 *
 * @param trials single ones, or their sums
 * @param traits of their tasks
 * @param efforts sums by agent and family
 */
record Summary(Trials trials, Traits traits, List<EffortSum> efforts) {
  /** Whose fault it was makes no difference to statistics. */
  private static final Outcome UNSCORED =
      new Outcome.Unscored(new Fault(FaultSource.SANDBOX, Phase.WORK, "as its source says"));

  /** A source of the store: sums are enough for a board. */
  static Summary of(Store store, String source) {
    Trials.Builder trials = Trials.builder();
    Traits traits = new Traits();
    store.cells(
        source,
        c -> {
          trials.addSums(
              c.agent(),
              c.task(),
              c.family(),
              c.trials(),
              c.passed(),
              c.unscored(),
              c.invalid(),
              c.sum(),
              c.squares());
          traits.add(c.task(), "cluster", c.cluster());
        });
    store.traits(source, traits::add);
    return new Summary(trials.build(), traits, store.efforts(source));
  }

  /** Single trials, for instance of a run. */
  static Summary of(List<TrialRow> rows) {
    Trials.Builder trials = Trials.builder();
    Traits traits = new Traits();
    Efforts efforts = new Efforts();
    for (TrialRow row : rows) {
      add(trials, row);
      traits.add(row.task(), "cluster", row.cluster());
      row.traits()
          .forEach(
              (dimension, words) -> words.forEach(word -> traits.add(row.task(), dimension, word)));
      efforts.add(row);
    }
    return new Summary(trials.build(), traits, efforts.sums());
  }

  static void add(Trials.Builder trials, TrialRow row) {
    add(trials, row.agent(), row.task(), row.family(), row.repetition(), row);
  }

  /** Adds a trial under other names. */
  static void add(
      Trials.Builder trials, String agent, String task, String family, int k, TrialRow row) {
    switch (row.state()) {
      case PASSED -> trials.add(agent, task, family, k, row.score(), true);
      case FAILED -> trials.add(agent, task, family, k, row.score(), false);
      case INVALID -> trials.add(agent, task, family, k, new Outcome.Invalid("as its source says"));
      case UNSCORED -> trials.add(agent, task, family, k, UNSCORED);
    }
  }

  Board board(String name) {
    return Board.of(name, trials, traits, effort());
  }

  /** What was spent, by agent and metric. */
  Map<String, Map<String, Effort>> effort() {
    Map<String, Map<EffortSum.Metric, List<EffortSum>>> grouped = new HashMap<>();
    for (EffortSum sum : efforts) {
      grouped
          .computeIfAbsent(sum.agent(), a -> new HashMap<>())
          .computeIfAbsent(sum.metric(), m -> new ArrayList<>())
          .add(sum);
    }
    Map<String, Map<String, Effort>> found = new HashMap<>();
    grouped.forEach((agent, metrics) -> {
      Map<String, Effort> named = new LinkedHashMap<>();
      for (EffortSum.Metric metric : EffortSum.Metric.values()) {
        List<EffortSum> sums = metrics.getOrDefault(metric, List.of());
        if (!sums.isEmpty()) {
          named.put(metric.word(), effort(sums));
        }
      }
      found.put(agent, named);
    });
    return found;
  }

  private static Effort effort(List<EffortSum> sums) {
    return Effort.of(
        sums.stream().mapToDouble(EffortSum::trials).toArray(),
        sums.stream().mapToDouble(EffortSum::passed).toArray(),
        sums.stream().mapToDouble(EffortSum::total).toArray());
  }
}
