package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/**
 * What one agent spent of one thing (dollars, seconds, tokens) on each trial and for each pass.
 *
 * <p>The mean per trial has the interval of {@link RobustMean}, families as clusters. What a pass
 * costs is everything that was spent, on failed trials too, divided by the passes; its interval is
 * that of a bootstrap of families in which the ratio is taken anew each time. It has no upper end
 * while a resample in twenty or more holds no pass at all.
 *
 * @param trials that counted and of which it is known
 * @param perTrial mean
 * @param passed of these trials
 * @param perPass absent without a pass
 * @param perPassLow lower end of the 95% interval
 * @param perPassHigh upper end, absent if the data set none
 */
public record Effort(
    int trials,
    @JsonProperty("per_trial") double perTrial,
    @JsonProperty("per_trial_interval") Optional<Interval> perTrialInterval,
    int passed,
    @JsonProperty("per_pass") Optional<Double> perPass,
    @JsonProperty("per_pass_low") Optional<Double> perPassLow,
    @JsonProperty("per_pass_high") Optional<Double> perPassHigh) {
  private static final long SEED = 2;

  /**
   * The effort of one agent.
   *
   * @param trials by family
   * @param passed by family
   * @param totals spent, by family
   */
  public static Effort of(double[] trials, double[] passed, double[] totals) {
    Clusters spent = new Clusters(trials, totals);
    Clusters passes = new Clusters(trials, passed);
    double n = spent.size();
    if (n == 0) {
      throw new IllegalArgumentException("no trial of which it is known what it took");
    }
    double won = n * passes.mean();
    Optional<Double> low = Optional.empty();
    Optional<Double> high = Optional.empty();
    if (won > 0 && spent.count() > 1) {
      Bootstrap bootstrap = Bootstrap.forBoard(trials.length, SEED);
      double[] ratio = bootstrap.means(spent);
      double[] rate = bootstrap.means(passes);
      for (int b = 0; b < ratio.length; b++) {
        ratio[b] = rate[b] == 0 ? Double.POSITIVE_INFINITY : ratio[b] / rate[b];
      }
      Arrays.sort(ratio);
      double tail = Bootstrap.tail(spent.count());
      low = finite(ratio, tail);
      high = finite(ratio, 1 - tail);
    }
    return new Effort(
        (int) n,
        spent.mean(),
        spent.count() > 1
            ? Optional.of(RobustMean.of(spent).interval(0, Double.MAX_VALUE))
            : Optional.empty(),
        (int) Math.round(won),
        won > 0 ? Optional.of(n * spent.mean() / won) : Optional.empty(),
        low,
        high);
  }

  private static Optional<Double> finite(double[] sorted, double p) {
    return Optional.of(Bootstrap.quantile(sorted, p)).filter(Double::isFinite);
  }
}
