package ale.cli;

import ale.core.Json;
import ale.gateway.Usage;
import ale.runner.ModelUsage;
import ale.runner.TrialOutcome;
import ale.stats.Board;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
          .ifPresent(
              u -> used.computeIfAbsent(outcome.agent(), a -> new java.util.ArrayList<>()).add(u));
    }
    Map<String, Sum> sums = new TreeMap<>();
    used.forEach((agent, all) -> sums.put(agent, Sum.of(all)));
    return sums;
  }

  /** A board with what its agents used, as one tree of JSON. */
  static ObjectNode beside(Board board, List<TrialOutcome> outcomes) {
    ObjectNode tree = Json.mapper().valueToTree(board);
    Map<String, Sum> sums = of(outcomes);
    if (!sums.isEmpty()) {
      tree.set("usage", Json.mapper().valueToTree(sums));
    }
    return tree;
  }
}
