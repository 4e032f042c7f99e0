package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * How an agent's trials end when something is made to go wrong in them, against their clean twins:
 * the same instance, the same repetition.
 *
 * @param trials disturbed ones that ended
 * @param struck of these, those in which something really went wrong; only they are compared
 * @param unscored of the struck ones, those that a fault of the machinery ended
 * @param difference of the pass rates, disturbed less clean; absent if no pair is scored
 * @param kept share of the clean passes that the disturbed twin passed too; absent if there is none
 */
public record Disturbed(
    int trials,
    int struck,
    int unscored,
    Optional<Comparison> difference,
    @JsonProperty("passes_kept") Optional<Stability.Estimate> kept) {
  /**
   * Compares them.
   *
   * @param pairs trials of both, the disturbed ones only if they were struck
   * @param trials how many disturbed ones ended
   */
  public static Disturbed of(Trials pairs, String clean, String disturbed, int trials) {
    int a = pairs.agent(clean);
    int b = pairs.agents().contains(disturbed) ? pairs.agent(disturbed) : -1;
    int struck = 0;
    int unscored = 0;
    boolean common = false;
    double[] sizes = new double[pairs.families().size()];
    double[] sums = new double[sizes.length];
    for (int t = 0; b >= 0 && t < pairs.tasks().size(); t++) {
      int one = pairs.cell(a, t);
      int other = pairs.cell(b, t);
      struck += pairs.count(other);
      unscored += pairs.unscored(other);
      common |= pairs.scored(one) > 0 && pairs.scored(other) > 0;
      kept(pairs, one, other, pairs.family(t), sizes, sums);
    }
    Clusters kept = new Clusters(sizes, sums);
    return new Disturbed(
        trials,
        struck,
        unscored,
        common ? Optional.of(Comparison.of(pairs, clean, disturbed)) : Optional.empty(),
        kept.size() == 0
            ? Optional.empty()
            : Optional.of(
                new Stability.Estimate(
                    kept.mean(), RobustMean.of(kept).rateInterval(), (int) kept.size())));
  }

  private static void kept(
      Trials trials, int clean, int disturbed, int family, double[] sizes, double[] sums) {
    for (int i = trials.start(clean); i < trials.start(clean + 1); i++) {
      for (int j = trials.start(disturbed); j < trials.start(disturbed + 1); j++) {
        if (trials.repetition(i) == trials.repetition(j)
            && trials.passedTrial(i)
            && trials.scoredTrial(j)) {
          sizes[family]++;
          sums[family] += trials.passedTrial(j) ? 1 : 0;
        }
      }
    }
  }
}
