package ale.stats;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Resamples of clusters, drawn once from a seed and shared by all statistics of one board.
 *
 * <p>Each resample draws as many clusters as there are, with replacement; a cluster comes with all
 * of its observations. Since all agents see the same resamples, differences between agents keep
 * their pairing. Intervals are expanded percentiles: the percentile interval is too narrow with few
 * clusters, so its tail is Φ(-√(G/(G-1)) t) with G-1 degrees of freedom instead of 0.025. Source:
 * T. Hesterberg, The American Statistician 69 (2015), 371-386; resampling of whole clusters: A. C.
 * Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), section 3.8.
 */
public final class Bootstrap {
  /** Enough for an interval's ends to move by less than a tenth of its width between seeds. */
  public static final int DRAWS = 1000;

  private final int draws;
  // weights[g][b]: how often resample b has cluster g. Clusters first, so that sums run along rows.
  private final float[][] weights;

  private Bootstrap(float[][] weights, int draws) {
    this.weights = weights;
    this.draws = draws;
  }

  public static Bootstrap of(int clusters, int draws, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[][] weights = new float[clusters][draws];
    for (int b = 0; b < draws; b++) {
      for (int i = 0; i < clusters; i++) {
        weights[random.nextInt(clusters)][b]++;
      }
    }
    return new Bootstrap(weights, draws);
  }

  /** Fewer resamples for thousands of clusters, whose means are all but normal. */
  static Bootstrap forBoard(int clusters, long seed) {
    return of(clusters, Math.clamp(4_000_000 / Math.max(1, clusters), 300, DRAWS), seed);
  }

  int draws() {
    return draws;
  }

  /** How often that resample has that cluster. */
  int times(int cluster, int draw) {
    return (int) weights[cluster][draw];
  }

  /** The mean in each resample; the plain mean in a resample that holds no observation. */
  double[] means(Clusters data) {
    double[] sum = new double[draws];
    double[] size = new double[draws];
    for (int g = 0; g < weights.length; g++) {
      if (data.sizes()[g] > 0) {
        add(sum, weights[g], data.sums()[g]);
        add(size, weights[g], data.sizes()[g]);
      }
    }
    double all = data.size() == 0 ? 0 : data.mean();
    for (int b = 0; b < draws; b++) {
      sum[b] = size[b] == 0 ? all : sum[b] / size[b];
    }
    return sum;
  }

  private static void add(double[] to, float[] weight, double x) {
    for (int b = 0; b < to.length; b++) {
      to[b] += weight[b] * x;
    }
  }

  /** The 95% interval of the mean, within limits; all between them if clusters are too few. */
  Interval interval(Clusters data, double least, double most) {
    int used = data.count();
    if (used < 2) {
      return new Interval(least, most);
    }
    double[] means = means(data);
    Arrays.sort(means);
    if (means[0] == means[draws - 1]) {
      return alike(means[0], used, least, most);
    }
    double tail = tail(used);
    return new Interval(quantile(means, tail), quantile(means, 1 - tail));
  }

  /**
   * If all clusters are alike, resampling them shows nothing. But if more than a share 1 -
   * 0.025^(1/n) of all clusters were otherwise, n of them would all have missed it in less than one
   * case of 40 (C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413), and no further can
   * the mean be moved by them.
   */
  private static Interval alike(double mean, int clusters, double least, double most) {
    double share = 1 - Math.pow(0.025, 1.0 / clusters);
    return new Interval(mean - share * (mean - least), mean + share * (most - mean));
  }

  static double tail(int clusters) {
    return NormalDistribution.of(0, 1).cumulativeProbability(-expansion(clusters) * Interval.Z95);
  }

  /** How much wider than with many clusters an interval must be. */
  static double expansion(int clusters) {
    double t = TDistribution.of(clusters - 1).inverseCumulativeProbability(0.975);
    return Math.sqrt(clusters / (clusters - 1.0)) * t / Interval.Z95;
  }

  /** The quantile between the order statistics around (B+1)p. */
  static double quantile(double[] sorted, double p) {
    double at = Math.clamp(p * (sorted.length + 1) - 1, 0, sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
