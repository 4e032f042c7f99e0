package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * The adaptive exam tried on results that are known: each agent in turn is held out, the items are
 * fitted to the others, and the exam asks for its results one round after the other.
 *
 * @param agents one by one
 */
public record HeldOut(List<Sitting> agents) {
  /**
   * One agent's exam.
   *
   * @param full share of passes of all its tasks, the first scored repetition of each
   * @param estimate what the exam took it for
   * @param half half width of its 95% interval
   * @param asked tasks that it asked
   * @param of all tasks
   */
  public record Sitting(
      String agent, double full, double estimate, double half, int asked, int of) {
    /** How far off it was. */
    @JsonProperty
    public double error() {
      return Math.abs(estimate - full);
    }

    /** Whether the interval holds the whole exam's score. */
    @JsonProperty
    public boolean held() {
      return error() <= half + 1e-9;
    }

    /** Of the tasks that were asked. */
    @JsonProperty
    public double share() {
      return (double) asked / of;
    }
  }

  public HeldOut {
    agents = List.copyOf(agents);
  }

  /**
   * Tries it on every agent that has a scored trial.
   *
   * @param share of the tasks that are asked at most
   * @param half the wanted half width
   */
  public static HeldOut of(Trials trials, double share, double half) {
    Responses all = Responses.byFamily(trials);
    List<Sitting> sittings = new ArrayList<>();
    for (int a = 0; a < trials.agents().size(); a++) {
      List<String> items = new ArrayList<>();
      List<Boolean> results = new ArrayList<>();
      for (int t = 0; t < trials.tasks().size(); t++) {
        int cell = trials.cell(a, t);
        for (int i = trials.start(cell); i < trials.start(cell + 1); i++) {
          if (trials.scoredTrial(i)) {
            items.add(trials.families().get(trials.family(t)));
            results.add(trials.passedTrial(i));
            break;
          }
        }
      }
      if (!items.isEmpty()) {
        int round = Math.ceilDiv(items.size(), 50);
        Calibration known = Calibration.of(all.without(a));
        sittings.add(sit(known, trials.agents().get(a), items, results, share, half, round));
      }
    }
    return new HeldOut(sittings);
  }

  static Sitting sit(
      Calibration known,
      String agent,
      List<String> items,
      List<Boolean> results,
      double share,
      double half,
      int round) {
    AdaptiveExam exam = new AdaptiveExam(known, items);
    int n = results.size();
    int most = (int) (share * n);
    int asked = 0;
    while (asked < most && !exam.settled(half)) {
      for (int i : exam.next(Math.min(round, most - asked))) {
        exam.record(i, results.get(i));
        asked++;
      }
    }
    double full = results.stream().filter(r -> r).count() / (double) n;
    AdaptiveExam.Estimate e = exam.estimate();
    return new Sitting(agent, full, e.score(), e.half(), asked, n);
  }

  /** The error that this share of the agents does not exceed. */
  public double error(double quantile) {
    return quantile(agents.stream().mapToDouble(Sitting::error).sorted().toArray(), quantile);
  }

  /** The share of the tasks that this share of the agents does not exceed. */
  public double share(double quantile) {
    return quantile(agents.stream().mapToDouble(Sitting::share).sorted().toArray(), quantile);
  }

  /** Share of the intervals that hold the whole exam's score. */
  public double held() {
    return agents.stream().filter(Sitting::held).count() / (double) agents.size();
  }

  private static double quantile(double[] sorted, double q) {
    return Bootstrap.quantile(sorted, q);
  }
}
