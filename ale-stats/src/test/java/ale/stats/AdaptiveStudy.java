package ale.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * The adaptive exam on 200 simulated agents, with items fitted to other agents; {@code main} prints
 * the figures that stand in docs/statistics.md.
 *
 * @param families each of them an item
 * @param instances of each family
 * @param calibrating agents from which the items are learnt; 0 if nothing is known, -1 if the truth
 *     is
 * @param uneven standard deviation, in logits, of an agent's own strength in a family
 */
record AdaptiveStudy(int families, int instances, int calibrating, double uneven) {
  private static final int EXAMINED = 200;

  /** What came of it, in points and percent. */
  record Result(
      double median, double p95, double worst, double medianShare, double mostShare, double held) {
    String row() {
      return String.format(
          Locale.ROOT,
          "%.1f | %.1f | %.1f | %.1f | %.1f | %.1f",
          median,
          p95,
          worst,
          medianShare,
          mostShare,
          held);
    }
  }

  public static void main(String[] args) {
    for (double uneven : new double[] {0, 0.5}) {
      for (int calibrating : Arrays.stream(args).mapToInt(Integer::parseInt).toArray()) {
        AdaptiveStudy study = new AdaptiveStudy(149, 10, calibrating, uneven);
        print(study, 0.15, 0);
        print(study, 0.15, 0.02);
        print(study, 1, 0.02);
        print(study, 1, 0.03);
      }
    }
    for (int calibrating : new int[] {20, 0}) {
      print(new AdaptiveStudy(50, 3, calibrating, 0), 1, 0.02);
      print(new AdaptiveStudy(50, 3, calibrating, 0), 1, 0.04);
    }
    print(new AdaptiveStudy(175, 1, 14, 0), 0.15, 0);
    print(new AdaptiveStudy(175, 1, 14, 0), 0.3, 0);
  }

  private static void print(AdaptiveStudy study, double share, double half) {
    String known =
        switch (study.calibrating) {
          case -1 -> "the truth";
          case 0 -> "nothing";
          default -> study.calibrating + " agents";
        };
    System.out.printf(
        Locale.ROOT,
        "| %d x %d | %s | %.1f | %.0f%% | %.0f | %s |%n",
        study.families,
        study.instances,
        known,
        study.uneven,
        100 * share,
        100 * half,
        study.run(share, half, Math.max(1, study.families * study.instances / 50)).row());
  }

  /**
   * Examines 200 agents.
   *
   * @param share of the instances that are asked at most
   * @param half the wanted half width
   * @param round how many are asked at once
   */
  Result run(double share, double half, int round) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    double[] slopes = normal(random, families, Math.log(1.2), 0.3);
    double[] difficulties = normal(random, families, 1, 1.2);
    double[] shifts = normal(random, families * instances, 0, 0.4);
    List<String> items =
        IntStream.range(0, families * instances).mapToObj(i -> "f" + i / instances).toList();
    int learnt = Math.max(0, calibrating);
    Trials.Builder seen = Trials.builder();
    boolean[][] passed = new boolean[EXAMINED][];
    for (int a = 0; a < learnt + EXAMINED; a++) {
      double ability = random.nextGaussian();
      double[] own = normal(random, families, 0, uneven);
      boolean[] results = new boolean[items.size()];
      for (int i = 0; i < results.length; i++) {
        int f = i / instances;
        double logit = Math.exp(slopes[f]) * (ability - difficulties[f] - shifts[i]) + own[f];
        results[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
        if (a < learnt) {
          seen.add("a" + a, "t" + i, items.get(i), 1, results[i] ? 1 : 0, results[i]);
        }
      }
      if (a >= learnt) {
        passed[a - learnt] = results;
      }
    }
    Calibration known =
        calibrating < 0
            ? truth(slopes, difficulties)
            : calibrating == 0
                ? Calibration.none()
                : Calibration.of(Responses.byFamily(seen.build()));
    return examine(known, items, passed, share, half, round);
  }

  private Calibration truth(double[] slopes, double[] difficulties) {
    Map<String, Item> items = new HashMap<>();
    for (int f = 0; f < families; f++) {
      double a = Math.exp(slopes[f]);
      items.put("f" + f, new Item("f" + f, a, -a * difficulties[f], 0, 0, 0, 1, 1, 0));
    }
    return new Calibration(items, Calibration.none().unknown(), uneven * uneven, 1, 1);
  }

  static Result examine(
      Calibration known,
      List<String> items,
      boolean[][] passed,
      double share,
      double half,
      int round) {
    List<HeldOut.Sitting> sittings = new ArrayList<>();
    for (boolean[] results : passed) {
      List<Boolean> list = IntStream.range(0, results.length).mapToObj(i -> results[i]).toList();
      sittings.add(HeldOut.sit(known, "", items, list, share, half, round));
    }
    HeldOut found = new HeldOut(sittings);
    return new Result(
        100 * found.error(0.5),
        100 * found.error(0.95),
        100 * found.error(1),
        100 * found.share(0.5),
        100 * found.share(1),
        100 * found.held());
  }

  private static double[] normal(RandomGenerator random, int n, double mean, double spread) {
    double[] x = new double[n];
    Arrays.setAll(x, i -> mean + spread * random.nextGaussian());
    return x;
  }
}
