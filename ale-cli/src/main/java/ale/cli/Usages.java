package ale.cli;

import ale.core.Json;
import ale.gateway.Usage;
import ale.runner.ModelUsage;
import ale.runner.TrialOutcome;
import ale.stats.Board;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What the agents of a run used of models, summed over trials. */
final class Usages {
  private Usages() {}

  /**
   * One agent's.
   *
   * @param trials in which a model was asked
   * @param dollars absent if the price of one of its models is unknown
   * @param secondsPerTurn how long a provider took for a reply, on average
   * @param disputed trials in which gateway and harness counted differently
   */
  record Sum(
      int trials,
      Usage tokens,
      Optional<Double> dollars,
      @JsonProperty("unpriced_calls") long unpricedCalls,
      long calls,
      long turns,
      @JsonProperty("provider_faults") long providerFaults,
      @JsonProperty("seconds_per_turn") double secondsPerTurn,
      int disputed) {
    static Sum of(List<ModelUsage> all) {
      long turns = all.stream().mapToLong(ModelUsage::turns).sum();
      double seconds = all.stream().mapToDouble(ModelUsage::modelSeconds).sum();
      boolean priced = all.stream().allMatch(u -> u.dollars().isPresent());
      return new Sum(
          all.size(),
          all.stream().map(ModelUsage::tokens).reduce(Usage.NONE, Usage::plus),
          priced
              ? Optional.of(all.stream().mapToDouble(u -> u.dollars().orElse(0.0)).sum())
              : Optional.empty(),
          all.stream().mapToLong(ModelUsage::unpricedCalls).sum(),
          all.stream().mapToLong(ModelUsage::calls).sum(),
          turns,
          all.stream().mapToLong(ModelUsage::providerFaults).sum(),
          turns == 0 ? 0 : seconds / turns,
          (int) all.stream().filter(ModelUsage::disputed).count());
    }

    /** One line for a terminal. */
    String words() {
      String text =
          String.format(
              Locale.ROOT,
              "%d calls, %d tokens in (%d cached), %d out, %s",
              calls,
              tokens.input(),
              tokens.cached(),
              tokens.output(),
              dollars.map(d -> String.format(Locale.ROOT, "$%.4f", d)).orElse("unknown price"));
      return disputed == 0
          ? text
          : text + "; in " + disputed + " trials the harness counted otherwise";
    }
  }

  /** Agents that asked a model, by name. */
  static Map<String, Sum> of(List<TrialOutcome> outcomes) {
    Map<String, List<ModelUsage>> used = new TreeMap<>();
    for (TrialOutcome outcome : outcomes) {
      outcome
          .usage()
          .ifPresent(u -> used.computeIfAbsent(outcome.agent(), a -> new ArrayList<>()).add(u));
    }
    Map<String, Sum> sums = new TreeMap<>();
    used.forEach((agent, all) -> sums.put(agent, Sum.of(all)));
    return sums;
  }

  /**
   * What stands below a board: totals, usage, and in how many trials the agent could reach hosts.
   */
  static List<String> footnotes(List<TrialOutcome> outcomes) {
    List<String> lines = new ArrayList<>();
    Totals.of(outcomes).forEach((agent, totals) -> lines.add(agent + ": " + totals.words()));
    of(outcomes).forEach((agent, sum) -> lines.add(agent + ": " + sum.words()));
    reaching(outcomes)
        .forEach((policy, trials) ->
            lines.add("network " + policy + ": " + trials + " trials with hosts in reach"));
    marks(outcomes).forEach((mark, trials) -> lines.add(mark + ": " + trials + " trials"));
    return lines;
  }

  private static Map<String, Long> marks(List<TrialOutcome> outcomes) {
    return outcomes.stream()
        .flatMap(o -> o.marks().stream())
        .collect(Collectors.groupingBy(m -> m, TreeMap::new, Collectors.counting()));
  }

  private static Map<String, Long> reaching(List<TrialOutcome> outcomes) {
    return outcomes.stream()
        .flatMap(o -> o.network().stream())
        .collect(Collectors.groupingBy(n -> n, TreeMap::new, Collectors.counting()));
  }

  /**
   * A board with how its trials ended and what its agents used and reached, as one tree of JSON.
   */
  static ObjectNode beside(Board board, List<TrialOutcome> outcomes) {
    ObjectNode tree = Json.mapper().valueToTree(board);
    tree.set("totals", Json.mapper().valueToTree(Totals.of(outcomes)));
    Map<String, Sum> sums = of(outcomes);
    if (!sums.isEmpty()) {
      tree.set("usage", Json.mapper().valueToTree(sums));
    }
    Map<String, Long> reaching = reaching(outcomes);
    if (!reaching.isEmpty()) {
      tree.set("network", Json.mapper().valueToTree(reaching));
    }
    Map<String, Long> marks = marks(outcomes);
    if (!marks.isEmpty()) {
      tree.set("marks", Json.mapper().valueToTree(marks));
    }
    return tree;
  }
}
