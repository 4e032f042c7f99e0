package ale.store;

import ale.store.EffortSum.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sums up what trials took, by agent, family and metric. */
public final class Efforts {
  private record Key(String agent, String family, Metric metric) {}

  private final Map<Key, EffortSum> sums = new HashMap<>();

  /** Adds a trial; one that does not count is left out. */
  public void add(TrialRow row) {
    if (row.state() != TrialRow.State.UNSCORED) {
      add(row, Metric.COST_USD, row.costUsd());
      add(row, Metric.SECONDS, row.seconds());
      add(row, Metric.INPUT_TOKENS, row.inputTokens());
      add(row, Metric.OUTPUT_TOKENS, row.outputTokens());
    }
  }

  private void add(TrialRow row, Metric metric, Optional<? extends Number> spent) {
    if (spent.isPresent()) {
      String family = row.family().isEmpty() ? row.task() : row.family();
      int passed = row.state() == TrialRow.State.PASSED ? 1 : 0;
      sums.merge(
          new Key(row.agent(), family, metric),
          new EffortSum(row.agent(), family, metric, 1, passed, spent.get().doubleValue()),
          EffortSum::plus);
    }
  }

  /** The sums, in no order. */
  public List<EffortSum> sums() {
    return List.copyOf(sums.values());
  }
}
