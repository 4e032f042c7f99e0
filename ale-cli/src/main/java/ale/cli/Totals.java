package ale.cli;

import ale.core.Outcome;
import ale.runner.TrialOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the trials of one agent ended.
 *
 * @param scored that count
 * @param unscored by whose fault it was
 * @param invalid in which the agent broke the rules
 */
record Totals(int scored, Map<String, Integer> unscored, int invalid) {
  /** By agent. */
  static Map<String, Totals> of(List<TrialOutcome> outcomes) {
    return outcomes.stream()
        .collect(
            Collectors.groupingBy(
                TrialOutcome::agent,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Totals::sum)));
  }

  private static Totals sum(List<TrialOutcome> outcomes) {
    int scored = 0;
    int invalid = 0;
    Map<String, Integer> unscored = new TreeMap<>();
    for (TrialOutcome one : outcomes) {
      switch (one.outcome()) {
        case Outcome.Scored s -> scored++;
        case Outcome.Unscored u -> unscored.merge(u.fault().source().word(), 1, Integer::sum);
        case Outcome.Invalid i -> invalid++;
      }
    }
    return new Totals(scored, unscored, invalid);
  }

  /** One line for a terminal. */
  String words() {
    int sum = unscored.values().stream().mapToInt(n -> n).sum();
    return scored
        + " scored, "
        + sum
        + " unscored"
        + (sum == 0
            ? ""
            : unscored.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ", " (", ")")))
        + ", "
        + invalid
        + " invalid";
  }
}
