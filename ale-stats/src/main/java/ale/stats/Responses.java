package ale.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How often each agent passed each item: a family, an instance, or a question of a test.
 *
 * @param items their names
 * @param trials scored trials, by agent and item
 * @param passes passed ones, by agent and item
 */
public record Responses(List<String> items, double[][] trials, double[][] passes) {
  public Responses {
    items = List.copyOf(items);
    if (trials.length != passes.length) {
      throw new IllegalArgumentException(trials.length + " agents and " + passes.length);
    }
  }

  /** With families as items. */
  public static Responses byFamily(Trials data) {
    return of(data, data.families(), data::family, t -> true);
  }

  /** The same of the tasks with one value of a trait, with all agents and families. */
  public static Responses byFamily(Trials data, Traits traits, String dimension, String word) {
    Set<String> chosen = traits.words(dimension).getOrDefault(word, Set.of());
    return of(data, data.families(), data::family, t -> chosen.contains(data.tasks().get(t)));
  }

  /** With tasks as items. */
  public static Responses byTask(Trials data) {
    return of(data, data.tasks(), t -> t, t -> true);
  }

  /** The same without one agent. */
  Responses without(int agent) {
    int[] kept = IntStream.range(0, agents()).filter(a -> a != agent).toArray();
    return new Responses(
        items,
        Arrays.stream(kept).mapToObj(a -> trials[a]).toArray(double[][]::new),
        Arrays.stream(kept).mapToObj(a -> passes[a]).toArray(double[][]::new));
  }

  private static Responses of(
      Trials data, List<String> items, IntUnaryOperator item, IntPredicate chosen) {
    int agents = data.agents().size();
    double[][] trials = new double[agents][items.size()];
    double[][] passes = new double[agents][items.size()];
    for (int a = 0; a < agents; a++) {
      for (int t = 0; t < data.tasks().size(); t++) {
        if (chosen.test(t)) {
          trials[a][item.applyAsInt(t)] += data.scored(data.cell(a, t));
          passes[a][item.applyAsInt(t)] += data.passed(data.cell(a, t));
        }
      }
    }
    return new Responses(items, trials, passes);
  }

  int agents() {
    return trials.length;
  }

  /**
   * Correlation over agents of the pass rate on an item with that on all other items; 0 if either
   * does not vary.
   */
  double restCorrelation(int item) {
    double[] x = new double[agents()];
    double[] y = new double[agents()];
    int n = 0;
    for (int a = 0; a < agents(); a++) {
      double all = 0;
      double passed = 0;
      for (int i = 0; i < items.size(); i++) {
        all += i == item ? 0 : trials[a][i];
        passed += i == item ? 0 : passes[a][i];
      }
      if (trials[a][item] > 0 && all > 0) {
        x[n] = passes[a][item] / trials[a][item];
        y[n++] = passed / all;
      }
    }
    return correlation(x, y, n);
  }

  static double correlation(double[] x, double[] y, int n) {
    double mx = 0;
    double my = 0;
    for (int i = 0; i < n; i++) {
      mx += x[i] / n;
      my += y[i] / n;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
      xy += (x[i] - mx) * (y[i] - my);
    }
    return xx < 1e-12 || yy < 1e-12 ? 0 : xy / Math.sqrt(xx * yy);
  }
}
