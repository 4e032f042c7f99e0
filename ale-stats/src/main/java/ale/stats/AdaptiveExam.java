package ale.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An exam that asks next what tells most about the score of the whole exam, and stops when it knows
 * that score well enough.
 *
 * <p>The agent has one ability on the scale of the {@link Calibration}; instances of one family
 * share one item, whose slope and intercept are known with an error, and an agent may be better or
 * worse at a family than its ability says. At each ability all of that is one normal logit, so a
 * family's chance to pass has, given what was seen of it, a mean q and a mean square s by
 * Gauss-Hermite quadrature, and families are independent. The score is the passes so far plus those
 * to come; its variance is that of its expectation over ability, plus what is not known of the
 * families, plus the coin tosses of the instances that were not asked.
 *
 * <p>The next instance is the one whose result y would reduce that variance most, by Cov(S, y)² /
 * Var(y): the rule of the largest expected reduction of posterior variance (R. J. Owen, Journal of
 * the American Statistical Association 70 (1975), 351-356), applied to the score instead of the
 * ability.
 */
public final class AdaptiveExam {
  private static final int GRID = 241;
  private static final double EDGE = 6;

  /** Of new agents on the scale of those that calibrated: wider than theirs, which is 1. */
  private static final double SPREAD = 1.5;

  private static final Hermite RULE = Hermite.of(11);

  private final int[] itemOf;
  private final boolean[] asked;
  private final Family[] families;
  private final double[] weight = new double[GRID];
  // At each ability: expected passes of what has no result, and their variance.
  private final double[] expected = new double[GRID];
  private final double[] variance = new double[GRID];
  private int trials;
  private int passes;

  /**
   * What is known of the full exam's score.
   *
   * @param score expected share of passes
   * @param half half width of its 95% interval
   * @param trials how many results there are
   */
  public record Estimate(double score, double half, int trials) {
    public Interval interval() {
      return new Interval(Math.max(0, score - half), Math.min(1, score + half));
    }
  }

  /**
   * An exam of these instances.
   *
   * @param items the families' names, one for each instance
   */
  public AdaptiveExam(Calibration known, List<String> items) {
    List<String> names = items.stream().distinct().toList();
    families = new Family[names.size()];
    for (int f = 0; f < families.length; f++) {
      families[f] = new Family(known.item(names.get(f)), known.interaction());
    }
    itemOf = new int[items.size()];
    asked = new boolean[items.size()];
    for (int i = 0; i < itemOf.length; i++) {
      itemOf[i] = names.indexOf(items.get(i));
      families[itemOf[i]].left++;
    }
    for (Family family : families) {
      add(family, 1);
    }
    weigh();
  }

  private static double ability(int q) {
    return -EDGE + 2 * EDGE * q / (GRID - 1);
  }

  /** The number of the instance that tells most, -1 if all were asked. */
  public int next() {
    List<Integer> one = next(1);
    return one.isEmpty() ? -1 : one.getFirst();
  }

  /**
   * The numbers of the instances that tell most, to be asked at once: no second one of a family
   * while there is another family, since the first result changes what the second is worth.
   */
  public List<Integer> next(int most) {
    double[] gains = new double[families.length];
    for (int f = 0; f < gains.length; f++) {
      gains[f] = gain(families[f]);
    }
    int[] before = new int[families.length];
    record Candidate(int instance, int round, double gain) {}
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < itemOf.length; i++) {
      if (!asked[i]) {
        candidates.add(new Candidate(i, before[itemOf[i]]++, gains[itemOf[i]]));
      }
    }
    return candidates.stream()
        .sorted(
            Comparator.comparingInt(Candidate::round)
                .thenComparing(Comparator.comparingDouble(Candidate::gain).reversed())
                .thenComparingInt(Candidate::instance))
        .limit(most)
        .map(Candidate::instance)
        .toList();
  }

  /** By how much the variance of the score is expected to fall after one more of that family. */
  private double gain(Family f) {
    double chance = 0;
    double score = 0;
    double together = 0;
    for (int q = 0; q < GRID; q++) {
      double mean = f.mean[q];
      chance += weight[q] * mean;
      score += weight[q] * expected[q];
      together +=
          weight[q]
              * (mean * (expected[q] + 1 - mean) + (f.left - 1) * (f.square[q] - mean * mean));
    }
    double covariance = together - chance * score;
    return covariance * covariance / Math.max(1e-12, chance * (1 - chance));
  }

  /** Takes in how the agent did on an instance. */
  public void record(int instance, boolean passed) {
    ask(instance);
    Family family = families[itemOf[instance]];
    add(family, -1);
    trials++;
    passes += passed ? 1 : 0;
    family.left--;
    family.see(passed);
    add(family, 1);
    weigh();
  }

  /** Takes in that an instance was asked and gave no result: nothing is learnt from it. */
  public void lose(int instance) {
    ask(instance);
  }

  private void ask(int instance) {
    if (asked[instance]) {
      throw new IllegalArgumentException("instance " + instance + " was asked already");
    }
    asked[instance] = true;
  }

  private void add(Family f, int sign) {
    for (int q = 0; q < GRID; q++) {
      double mean = f.mean[q];
      double square = f.square[q];
      expected[q] += sign * f.left * mean;
      variance[q] += sign * f.left * (mean - square + f.left * Math.max(0, square - mean * mean));
    }
  }

  public Estimate estimate() {
    double mean = 0;
    double square = 0;
    double rest = 0;
    for (int q = 0; q < GRID; q++) {
      mean += weight[q] * expected[q];
      square += weight[q] * expected[q] * expected[q];
      rest += weight[q] * variance[q];
    }
    int n = itemOf.length;
    double total = Math.max(0, square - mean * mean) + Math.max(0, rest);
    return new Estimate(
        Math.clamp((passes + mean) / n, 0, 1), Interval.Z95 * Math.sqrt(total) / n, trials);
  }

  /** Whether the score is known to ± half, or nothing is left to ask. */
  public boolean settled(double half) {
    return estimate().half() <= half || next() < 0;
  }

  private void weigh() {
    double most = Double.NEGATIVE_INFINITY;
    for (int q = 0; q < GRID; q++) {
      double z = ability(q) / SPREAD;
      weight[q] = -z * z / 2;
      for (Family family : families) {
        weight[q] += family.logLikelihood[q];
      }
      most = Math.max(most, weight[q]);
    }
    double sum = 0;
    for (int q = 0; q < GRID; q++) {
      weight[q] = Math.exp(weight[q] - most);
      sum += weight[q];
    }
    for (int q = 0; q < GRID; q++) {
      weight[q] /= sum;
    }
  }

  /** One family: what it did so far, and at each ability what that says of its chance to pass. */
  private static final class Family {
    final double[] logLikelihood = new double[GRID];
    final double[] mean = new double[GRID];
    final double[] square = new double[GRID];
    int left;
    private final double[][] chance = new double[GRID][RULE.nodes().length];
    // Of each possible chance at that ability: how probable it is after what was seen.
    private final double[][] share = new double[GRID][RULE.nodes().length];

    Family(Item item, double interaction) {
      for (int q = 0; q < GRID; q++) {
        double theta = ability(q);
        double logit = item.slope() * theta + item.intercept();
        double spread =
            theta * theta * item.slopeError() * item.slopeError()
                + item.interceptError() * item.interceptError()
                + 2 * theta * item.covariance()
                + interaction;
        double width = Math.sqrt(2 * Math.max(0, spread));
        for (int k = 0; k < chance[q].length; k++) {
          chance[q][k] = 1 / (1 + Math.exp(-(logit + width * RULE.nodes()[k])));
          share[q][k] = RULE.weights()[k];
        }
        moments(q, Math.sqrt(Math.PI));
      }
    }

    void see(boolean pass) {
      for (int q = 0; q < GRID; q++) {
        double all = 0;
        for (int k = 0; k < share[q].length; k++) {
          share[q][k] *= pass ? chance[q][k] : 1 - chance[q][k];
          all += share[q][k];
        }
        all = Math.max(all, Double.MIN_NORMAL);
        logLikelihood[q] += Math.log(all);
        moments(q, all);
      }
    }

    private void moments(int q, double all) {
      mean[q] = 0;
      square[q] = 0;
      for (int k = 0; k < share[q].length; k++) {
        share[q][k] /= all;
        mean[q] += share[q][k] * chance[q][k];
        square[q] += share[q][k] * chance[q][k] * chance[q][k];
      }
    }
  }
}
