package ale.stats;

import ale.core.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The published rule by which families get their tier, version 1.
 *
 * <p>What decides is the chance that a <em>frontier</em> agent passes: one with the mean ability of
 * the five best agents, by the two-parameter model of {@link ItemModel}, with its 95% interval.
 *
 * <ol>
 *   <li>Fewer than 5 agents or fewer than 20 scored trials: the tier is provisional, by design
 *       points: essential steps + 2 x (tools beyond the first) + 2 x (layers beyond three). From 14
 *       points on it is Last-Exam.
 *   <li>The interval's upper end is at most 0.10: Last-Exam. Its lower end is above 0.10: not. If
 *       0.10 is inside the interval, the provisional answer stands.
 *   <li>In each subfield, of the families that are not Last-Exam, the one whose chance is the
 *       median (the lower of two) is Full-Spectrum.
 *   <li>All others are Near-Term.
 * </ol>
 *
 * @param threshold of the frontier agent's chance
 * @param leastAgents for an answer from data
 * @param leastTrials for an answer from data
 * @param designPoints from which on a family is provisionally Last-Exam
 */
public record TierRule(
    String version, double threshold, int leastAgents, int leastTrials, int designPoints) {
  public static final TierRule V1 = new TierRule("ale-tiers-1", 0.10, 5, 20, 14);

  /**
   * What is known of a family.
   *
   * @param subfield "" if it is not known
   * @param steps essential ones; with tools and layers 0 if the design is not known
   * @param tools distinct programs that the work needs
   * @param layers of the five that it needs
   * @param agents that sat it
   * @param trials scored ones
   * @param chance of a frontier agent; the design alone counts without data
   * @param interval of the chance
   */
  public record Evidence(
      String family,
      String subfield,
      int steps,
      int tools,
      int layers,
      int agents,
      int trials,
      double chance,
      Interval interval) {
    /** Essential steps + 2 x tools beyond the first + 2 x layers beyond three. */
    public int designPoints() {
      return steps + 2 * Math.max(0, tools - 1) + 2 * Math.max(0, layers - 3);
    }

    /** A family that nobody sat yet. */
    public static Evidence design(
        String family, String subfield, int steps, int tools, int layers) {
      return new Evidence(family, subfield, steps, tools, layers, 0, 0, 0.5, new Interval(0, 1));
    }

    /** The same with what an item model says. */
    public Evidence with(Item item, Frontier frontier, int newAgents, int newTrials) {
      return new Evidence(
          family,
          subfield,
          steps,
          tools,
          layers,
          newAgents,
          newTrials,
          item.chance(frontier.ability()),
          item.chanceInterval(frontier.ability(), frontier.error()));
    }
  }

  /** The mean ability of the best agents and its standard error. */
  public record Frontier(double ability, double error) {
    private static final int BEST = 5;

    public static Frontier of(ItemModel model) {
      List<Integer> order = new ArrayList<>();
      for (int a = 0; a < model.abilities().length; a++) {
        order.add(a);
      }
      order.sort(Comparator.comparingDouble(a -> -model.abilities()[a]));
      int n = Math.min(BEST, order.size());
      double ability = 0;
      double variance = 0;
      for (int a : order.subList(0, n)) {
        ability += model.abilities()[a] / n;
        variance += model.abilityErrors()[a] * model.abilityErrors()[a] / n / n;
      }
      return new Frontier(ability, Math.sqrt(variance));
    }
  }

  /** A family's tier, whether it is provisional, and why. */
  public record Decision(String family, Tier tier, boolean provisional, List<String> reasons) {
    public Decision {
      reasons = List.copyOf(reasons);
    }
  }

  /** Decides on all families together, by name. */
  public Map<String, Decision> decide(List<Evidence> families) {
    Map<String, Decision> decisions = new TreeMap<>();
    Map<String, List<Evidence>> others = new TreeMap<>();
    for (Evidence e : families) {
      List<String> reasons = new ArrayList<>();
      if (last(e, reasons)) {
        decisions.put(
            e.family(), new Decision(e.family(), Tier.LAST_EXAM, provisional(e), reasons));
      } else {
        others.computeIfAbsent(e.subfield(), s -> new ArrayList<>()).add(e);
      }
    }
    others.forEach((subfield, list) -> spread(subfield, list, decisions));
    return decisions;
  }

  private void spread(String subfield, List<Evidence> list, Map<String, Decision> decisions) {
    list.sort(Comparator.comparingDouble(Evidence::chance).thenComparing(Evidence::family));
    int median = (list.size() - 1) / 2;
    for (int i = 0; i < list.size(); i++) {
      Evidence e = list.get(i);
      List<String> reasons = new ArrayList<>();
      last(e, reasons);
      if (subfield.isEmpty()) {
        reasons.add("its subfield is not known, so it stands for none");
        decisions.put(
            e.family(), new Decision(e.family(), Tier.NEAR_TERM, provisional(e), reasons));
        continue;
      }
      reasons.add(
          i == median
              ? "it is the median of the " + list.size() + " such families of " + subfield
              : "the median of the "
                  + list.size()
                  + " such families of "
                  + subfield
                  + " is "
                  + list.get(median).family());
      Tier tier = i == median ? Tier.FULL_SPECTRUM : Tier.NEAR_TERM;
      decisions.put(e.family(), new Decision(e.family(), tier, provisional(e), reasons));
    }
  }

  private boolean provisional(Evidence e) {
    return e.agents() < leastAgents || e.trials() < leastTrials;
  }

  private boolean last(Evidence e, List<String> reasons) {
    if (provisional(e)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%d agents with %d scored trials sat it, fewer than %d with %d: the design decides",
              e.agents(),
              e.trials(),
              leastAgents,
              leastTrials));
      return byDesign(e, reasons);
    }
    reasons.add(
        String.format(
            Locale.ROOT,
            "a frontier agent passes with chance %.2f, 95%% interval %.2f to %.2f; the limit is"
                + " %.2f",
            e.chance(),
            e.interval().low(),
            e.interval().high(),
            threshold));
    if (e.interval().contains(threshold) && e.interval().high() > threshold) {
      reasons.add("the limit is inside the interval: the design decides");
      return byDesign(e, reasons);
    }
    return e.interval().high() <= threshold;
  }

  private boolean byDesign(Evidence e, List<String> reasons) {
    int points = e.designPoints();
    if (e.steps() + e.tools() + e.layers() == 0) {
      reasons.add("its design is not known, so it is not Last-Exam");
      return false;
    }
    reasons.add(
        String.format(
            Locale.ROOT,
            "%d essential steps, %d tools and %d layers make %d design points; Last-Exam begins at"
                + " %d",
            e.steps(),
            e.tools(),
            e.layers(),
            points,
            designPoints));
    return points >= designPoints;
  }
}
