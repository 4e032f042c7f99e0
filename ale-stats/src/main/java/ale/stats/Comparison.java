package ale.stats;

import ale.core.InputException;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How much more often one agent passes than another, on the instances that both sat.
 *
 * <p>Every instance has the same weight, whatever its repetitions. The interval is the paired
 * bootstrap of families of {@link Bootstrap}. {@code pMcnemar} is {@link McNemar}'s over trials
 * with the same repetition number, {@code pPermutation} that of {@link SignFlip} by family.
 *
 * @param a the one that is compared with
 * @param b the one that is compared
 * @param difference pass rate of b less that of a
 * @param interval 95%, of the difference
 * @param bounds of the difference if the unscored trials had all gone against b, and all for it
 * @param corrected pPermutation after Holm's correction for all comparisons made at once
 * @param comparisons how many were made at once
 * @param n instances that both sat
 * @param families clusters among them
 * @param onlyA pairs of trials that only a passed
 * @param onlyB pairs of trials that only b passed
 * @param minimumDetectable the true difference that so many such instances show with 80% power
 */
public record Comparison(
    String a,
    String b,
    double difference,
    Interval interval,
    Interval bounds,
    @JsonProperty("p_mcnemar") double pMcnemar,
    @JsonProperty("p_permutation") double pPermutation,
    @JsonProperty("p_corrected") double corrected,
    int comparisons,
    int n,
    int families,
    @JsonProperty("only_a") int onlyA,
    @JsonProperty("only_b") int onlyB,
    @JsonProperty("rate_a") double rateA,
    @JsonProperty("rate_b") double rateB,
    @JsonProperty("minimum_detectable") double minimumDetectable) {
  private static final long SEED = 1;

  public static Comparison of(Trials trials, String a, String b) {
    return all(trials, List.of(new Pair(a, b))).getFirst();
  }

  /** Two agents to compare. */
  public record Pair(String a, String b) {}

  /** Compares several pairs, and corrects for their number. */
  public static List<Comparison> all(Trials trials, List<Pair> pairs) {
    if (!trials.single()) {
      throw new IllegalArgumentException("agents are compared by single trials, not by sums");
    }
    Bootstrap bootstrap = Bootstrap.of(trials.families().size(), 4 * Bootstrap.DRAWS, SEED);
    List<Comparison> found = new ArrayList<>();
    for (Pair pair : pairs) {
      found.add(one(trials, pair, bootstrap));
    }
    double[] p = Holm.adjust(found.stream().mapToDouble(Comparison::pPermutation).toArray());
    for (int i = 0; i < p.length; i++) {
      found.set(i, found.get(i).corrected(p[i], p.length));
    }
    return List.copyOf(found);
  }

  private static Comparison one(Trials trials, Pair pair, Bootstrap bootstrap) {
    int a = trials.agent(pair.a());
    int b = trials.agent(pair.b());
    double[] sizes = new double[trials.families().size()];
    double[] sums = new double[sizes.length];
    double rateA = 0;
    double rateB = 0;
    int n = 0;
    int[] only = new int[2];
    for (int t = 0; t < trials.tasks().size(); t++) {
      int ca = trials.cell(a, t);
      int cb = trials.cell(b, t);
      if (trials.scored(ca) > 0 && trials.scored(cb) > 0) {
        double pa = (double) trials.passed(ca) / trials.scored(ca);
        double pb = (double) trials.passed(cb) / trials.scored(cb);
        n++;
        rateA += pa;
        rateB += pb;
        sizes[trials.family(t)]++;
        sums[trials.family(t)] += pb - pa;
        discordant(trials, ca, cb, only);
      }
    }
    if (n == 0) {
      throw new InputException(pair.a() + " and " + pair.b() + " have no scored task in common");
    }
    Clusters differences = new Clusters(sizes, sums);
    RobustMean robust = RobustMean.of(differences);
    double p = SignFlip.p(sums, SEED);
    return new Comparison(
        pair.a(),
        pair.b(),
        robust.mean(),
        bootstrap.interval(differences, -1, 1),
        bounds(trials, a, b),
        McNemar.p(only[0], only[1]),
        p,
        p,
        1,
        n,
        robust.clusters(),
        only[0],
        only[1],
        rateA / n,
        rateB / n,
        detectable(robust));
  }

  private static Interval bounds(Trials trials, int a, int b) {
    double low = 0;
    double high = 0;
    int n = 0;
    for (int t = 0; t < trials.tasks().size(); t++) {
      int ca = trials.cell(a, t);
      int cb = trials.cell(b, t);
      if (trials.count(ca) > 0 && trials.count(cb) > 0) {
        n++;
        double difference =
            (double) trials.passed(cb) / trials.count(cb)
                - (double) trials.passed(ca) / trials.count(ca);
        low += difference - (double) trials.unscored(ca) / trials.count(ca);
        high += difference + (double) trials.unscored(cb) / trials.count(cb);
      }
    }
    return new Interval(low / n, high / n);
  }

  /** Trials are pairs if their repetition numbers agree. */
  private static void discordant(Trials trials, int cellA, int cellB, int[] only) {
    for (int i = trials.start(cellA); i < trials.start(cellA + 1); i++) {
      for (int j = trials.start(cellB); j < trials.start(cellB + 1); j++) {
        if (trials.repetition(i) == trials.repetition(j)
            && trials.scoredTrial(i)
            && trials.scoredTrial(j)
            && trials.passedTrial(i) != trials.passedTrial(j)) {
          only[trials.passedTrial(i) ? 0 : 1]++;
        }
      }
    }
  }

  /** (t for 95% + t for 80%) standard errors, the error being at least that of one instance. */
  private static double detectable(RobustMean robust) {
    if (robust.clusters() < 2) {
      return 1;
    }
    TDistribution t = TDistribution.of(robust.freedom());
    double factor = t.inverseCumulativeProbability(0.975) + t.inverseCumulativeProbability(0.8);
    return Math.min(1, factor * Math.max(robust.error(), 1 / robust.size()));
  }

  private Comparison corrected(double p, int of) {
    return new Comparison(
        a,
        b,
        difference,
        interval,
        bounds,
        pMcnemar,
        pPermutation,
        p,
        of,
        n,
        families,
        onlyA,
        onlyB,
        rateA,
        rateB,
        minimumDetectable);
  }

  /** Of McNemar's test if one looks as often as one likes; {@link Sequential}. */
  @JsonProperty("p_anytime")
  public double pAnytime() {
    return Sequential.p(onlyA, onlyB);
  }

  /** The finding in one sentence. */
  @JsonProperty
  public String sentence() {
    String finding =
        Math.abs(difference) < 5e-4
            ? b + " and " + a + " pass equally often"
            : String.format(
                Locale.ROOT,
                "%s passes %.1f points %s than %s",
                b,
                100 * Math.abs(difference),
                difference > 0 ? "more" : "fewer",
                a);
    double sign = difference < -5e-4 ? -1 : 1;
    double low = sign > 0 ? interval.low() : -interval.high();
    double high = sign > 0 ? interval.high() : -interval.low();
    return String.format(
        Locale.ROOT,
        "%s, 95%% interval %.1f to %.1f, n = %d, p %s%s",
        finding,
        100 * low,
        100 * high,
        n,
        corrected < 0.001
            ? "< 0.001"
            : String.format(Locale.ROOT, corrected < 0.01 ? "= %.3f" : "= %.2f", corrected),
        comparisons > 1 ? " after correction for " + comparisons + " comparisons" : "");
  }
}
