package ale.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two-parameter logistic item response theory, fitted to the passes of agents.
 *
 * <p>Abilities are N(0, 1); items are estimated by maximum marginal likelihood with EM (R. D. Bock
 * and M. Aitkin, Psychometrika 46 (1981), 443-459). The integrals over ability use Gauss-Hermite
 * quadrature centred on each agent's posterior, since many trials make it much narrower than the
 * prior (S. Schilling and R. D. Bock, Psychometrika 70 (2005), 533-555). After each round the scale
 * is moved so that the abilities have mean 0 and spread 1 (C. Liu, D. B. Rubin and Y. N. Wu,
 * Biometrika 85 (1998), 755-770), without which EM would creep there. Weak normal priors on slope
 * and intercept keep items finite that all agents pass or fail (R. J. Mislevy, Psychometrika 51
 * (1986), 177-195); the slope's prior lets it be negative, so that a broken grader can show.
 * Standard errors come from the observed information of each item (T. A. Louis, JRSS B 44 (1982),
 * 226-233), with the other items taken as known: slightly too small with few items.
 *
 * @param items in the order of the responses
 * @param abilities posterior mean of each agent
 * @param abilityErrors posterior standard deviation of each agent
 * @param logLikelihood marginal, without binomial coefficients
 * @param rounds of EM
 */
public record ItemModel(
    List<Item> items,
    double[] abilities,
    double[] abilityErrors,
    double logLikelihood,
    int rounds) {
  /** Normal priors of slope and intercept. */
  public record Prior(
      double slopeMean, double slopeSpread, double interceptMean, double interceptSpread) {
    public static final Prior WEAK = new Prior(1, 0.75, 0, 3);

    /** By how much the most different of the four differs. */
    double distance(Prior other) {
      return Math.max(
          Math.max(
              Math.abs(slopeMean - other.slopeMean), Math.abs(slopeSpread - other.slopeSpread)),
          Math.max(
              Math.abs(interceptMean - other.interceptMean),
              Math.abs(interceptSpread - other.interceptSpread)));
    }
  }

  private static final int MOST_ROUNDS = 500;
  private static final double SETTLED = 1e-4;

  public static ItemModel fit(Responses data, Prior prior) {
    double[] slope = new double[data.items().size()];
    Arrays.fill(slope, Math.max(0.5, prior.slopeMean()));
    return fit(data, prior, slope, new double[slope.length]);
  }

  /** The same data with another prior, beginning where this fit ended. */
  ItemModel again(Responses data, Prior prior) {
    return fit(
        data,
        prior,
        items.stream().mapToDouble(Item::slope).toArray(),
        items.stream().mapToDouble(Item::intercept).toArray());
  }

  private static ItemModel fit(Responses data, Prior prior, double[] slope, double[] intercept) {
    int items = slope.length;
    Abilities abilities = new Abilities(data);
    abilities.update(slope, intercept);
    int round = 0;
    for (double change = 1; change > SETTLED && round < MOST_ROUNDS; round++) {
      change = 0;
      double mean = abilities.mean();
      double spread = abilities.spread();
      for (int i = 0; i < items; i++) {
        double[] next = new ItemStep(data, abilities, prior, i).climb(slope[i], intercept[i]);
        next[1] += next[0] * mean;
        next[0] *= spread;
        change = Math.max(change, Math.abs(next[0] - slope[i]));
        change = Math.max(change, Math.abs(next[1] - intercept[i]));
        slope[i] = next[0];
        intercept[i] = next[1];
      }
      abilities.update(slope, intercept);
    }
    List<Item> found = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      found.add(new ItemStep(data, abilities, prior, i).describe(slope[i], intercept[i]));
    }
    return new ItemModel(
        List.copyOf(found),
        abilities.means(),
        abilities.errors(),
        abilities.logLikelihood(),
        round);
  }
}
