package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How much one agent's results differ where they ought to be the same.
 *
 * @param trials all that ended
 * @param scored of these
 * @param tasks with a scored trial
 * @param families of these tasks
 * @param passHat pass^k for each k, with n
 * @param repetition spread of the score between repetitions of one task, in points of score
 * @param wavering share of the tasks with several trials that were sometimes passed, sometimes not
 * @param seeds spread of the mean score between instances of one family
 * @param faults share of trials that a fault of the machinery ended
 * @param invalid share of trials in which the agent broke the rules
 * @param worstDecile mean score of the worst tenth of the tasks
 * @param cost spread of what a trial costs; absent if it is not known
 */
public record Stability(
    String agent,
    int trials,
    int scored,
    int tasks,
    int families,
    @JsonProperty("pass_hat") List<Estimate> passHat,
    Optional<Estimate> repetition,
    Optional<Estimate> wavering,
    Optional<Estimate> seeds,
    Estimate faults,
    Estimate invalid,
    @JsonProperty("worst_decile") Optional<Estimate> worstDecile,
    Optional<CostSpread> cost) {
  private static final long SEED = 3;

  /**
   * One number.
   *
   * @param value of it
   * @param interval 95% with families as clusters: {@link RobustMean} for shares, else a bootstrap;
   *     0 to 1 if there is only one family
   * @param n how many tasks, pairs of them or trials stand behind it
   */
  public record Estimate(double value, Interval interval, int n) {}

  /**
   * What trials cost.
   *
   * @param n trials whose cost is known
   * @param median in dollars
   * @param low a tenth cost less
   * @param high a tenth cost more
   * @param most the dearest
   * @param variation standard deviation divided by the mean
   */
  public record CostSpread(
      int n,
      double median,
      @JsonProperty("p10") double low,
      @JsonProperty("p90") double high,
      double most,
      @JsonProperty("coefficient_of_variation") double variation) {
    static Optional<CostSpread> of(double[] costs) {
      if (costs.length == 0) {
        return Optional.empty();
      }
      double[] sorted = costs.clone();
      Arrays.sort(sorted);
      double mean = Arrays.stream(sorted).average().orElse(0);
      double squares = Arrays.stream(sorted).map(c -> (c - mean) * (c - mean)).sum();
      double spread = sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1));
      return Optional.of(
          new CostSpread(
              sorted.length,
              Bootstrap.quantile(sorted, 0.5),
              Bootstrap.quantile(sorted, 0.1),
              Bootstrap.quantile(sorted, 0.9),
              sorted[sorted.length - 1],
              mean == 0 ? 0 : spread / mean));
    }
  }

  /**
   * The report on that agent.
   *
   * @param costs of its trials in dollars, as far as they are known
   */
  public static Stability of(Trials trials, String agent, double[] costs) {
    Sums sums = new Sums(trials, trials.agent(agent));
    Bootstrap bootstrap = Bootstrap.forBoard(trials.families().size(), SEED);
    List<Estimate> hats = new ArrayList<>();
    for (int k = 1; k <= sums.most(); k++) {
      hats.add(rate(sums.hat(k)));
    }
    Clusters ended = sums.ended();
    return new Stability(
        agent,
        (int) ended.size(),
        sums.scored(),
        (int) sums.used().size(),
        sums.used().count(),
        List.copyOf(hats),
        root(sums.withinTasks(), bootstrap),
        Optional.of(sums.wavering()).filter(c -> c.size() > 0).map(Stability::rate),
        root(sums.withinFamilies(), bootstrap),
        rate(sums.unscored()),
        rate(sums.invalid()),
        sums.worst(bootstrap),
        CostSpread.of(costs));
  }

  private static Estimate rate(Clusters data) {
    double value = data.size() == 0 ? 0 : data.mean();
    return new Estimate(value, RobustMean.of(data).rateInterval(), (int) data.size());
  }

  private static Estimate mean(Clusters data, Bootstrap bootstrap) {
    return new Estimate(data.mean(), bootstrap.interval(data, 0, 1), (int) data.size());
  }

  private static Optional<Estimate> optional(Clusters data, Bootstrap bootstrap) {
    return data.size() == 0 ? Optional.empty() : Optional.of(mean(data, bootstrap));
  }

  /** A standard deviation from sums of squares and their degrees of freedom. */
  private static Optional<Estimate> root(Clusters squares, Bootstrap bootstrap) {
    return optional(squares, bootstrap)
        .map(e ->
            new Estimate(
                Math.sqrt(Math.max(0, e.value())),
                new Interval(
                    Math.sqrt(Math.max(0, e.interval().low())), Math.sqrt(e.interval().high())),
                e.n()));
  }

  /** What stands behind the numbers, by family. */
  private record Sums(Trials trials, int agent) {
    /** One number of a task: how often it counts, and its sum. */
    @FunctionalInterface
    private interface Look {
      double[] at(int cell);
    }

    private Clusters of(Look look) {
      double[] sizes = new double[trials.families().size()];
      double[] sums = new double[sizes.length];
      for (int t : trials.allTasks()) {
        double[] seen = look.at(trials.cell(agent, t));
        sizes[trials.family(t)] += seen[0];
        sums[trials.family(t)] += seen[1];
      }
      return new Clusters(sizes, sums);
    }

    int most() {
      int most = 0;
      for (int t : trials.allTasks()) {
        most = Math.max(most, trials.scored(trials.cell(agent, t)));
      }
      return most;
    }

    int scored() {
      return (int) of(c -> new double[] {trials.scored(c), 0}).size();
    }

    Clusters used() {
      return of(c -> new double[] {trials.scored(c) > 0 ? 1 : 0, 0});
    }

    Clusters ended() {
      return of(c -> new double[] {trials.count(c), 0});
    }

    Clusters unscored() {
      return of(c -> new double[] {trials.count(c), trials.unscored(c)});
    }

    Clusters invalid() {
      return of(c -> new double[] {trials.count(c), trials.invalid(c)});
    }

    Clusters hat(int k) {
      return of(c -> {
        int n = trials.scored(c);
        double all = 1;
        for (int i = 0; i < k; i++) {
          all *= Math.max(0, trials.passed(c) - i) / (double) Math.max(1, n - i);
        }
        return n < k ? new double[2] : new double[] {1, all};
      });
    }

    Clusters wavering() {
      return of(c -> {
        int n = trials.scored(c);
        int passed = trials.passed(c);
        return n < 2 ? new double[2] : new double[] {1, passed > 0 && passed < n ? 1 : 0};
      });
    }

    /** Squares of scores around their task's mean, with degrees of freedom. */
    Clusters withinTasks() {
      return of(c -> {
        int n = trials.scored(c);
        return n < 2
            ? new double[2]
            : new double[] {n - 1, trials.squares(c) - trials.sum(c) * trials.sum(c) / n};
      });
    }

    /** Squares of tasks' means around their family's mean, with degrees of freedom. */
    Clusters withinFamilies() {
      Clusters means = of(c -> scored(c) ? new double[] {1, mean(c)} : new double[2]);
      Clusters squares = of(c -> scored(c) ? new double[] {1, mean(c) * mean(c)} : new double[2]);
      double[] free = new double[means.sizes().length];
      double[] around = new double[free.length];
      for (int f = 0; f < free.length; f++) {
        double n = means.sizes()[f];
        if (n > 1) {
          free[f] = n - 1;
          around[f] = squares.sums()[f] - means.sums()[f] * means.sums()[f] / n;
        }
      }
      return new Clusters(free, around);
    }

    /** The tenth of the tasks with the lowest mean score, at least one, chosen anew each time. */
    Optional<Estimate> worst(Bootstrap bootstrap) {
      List<double[]> families = new ArrayList<>();
      for (int f = 0; f < trials.families().size(); f++) {
        families.add(means(f));
      }
      int tasks = families.stream().mapToInt(m -> m.length).sum();
      long used = families.stream().filter(m -> m.length > 0).count();
      if (tasks == 0) {
        return Optional.empty();
      }
      double value = lowest(families, f -> 1);
      if (used < 2) {
        return Optional.of(new Estimate(value, new Interval(0, 1), tasks));
      }
      double[] again = new double[bootstrap.draws()];
      for (int b = 0; b < again.length; b++) {
        int draw = b;
        again[b] = lowest(families, f -> bootstrap.times(f, draw));
      }
      Arrays.sort(again);
      double tail = Bootstrap.tail((int) used);
      Interval interval =
          again[0] == again[again.length - 1]
              ? new Interval(0, 1)
              : new Interval(Bootstrap.quantile(again, tail), Bootstrap.quantile(again, 1 - tail));
      return Optional.of(new Estimate(value, interval, tasks));
    }

    private double[] means(int family) {
      return Arrays.stream(trials.allTasks())
          .filter(t -> trials.family(t) == family)
          .map(t -> trials.cell(agent, t))
          .filter(this::scored)
          .mapToDouble(this::mean)
          .toArray();
    }

    private static double lowest(List<double[]> families, IntUnaryOperator times) {
      double[] all =
          IntStream.range(0, families.size())
              .boxed()
              .flatMapToDouble(f ->
                  IntStream.range(0, times.applyAsInt(f))
                      .boxed()
                      .flatMapToDouble(i -> Arrays.stream(families.get(f))))
              .sorted()
              .toArray();
      return Arrays.stream(all).limit((all.length + 9) / 10).average().orElse(0);
    }

    private boolean scored(int cell) {
      return trials.scored(cell) > 0;
    }

    private double mean(int cell) {
      return trials.sum(cell) / trials.scored(cell);
    }
  }
}
