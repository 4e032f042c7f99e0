package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How much more often one agent passes the licensed twin of a job than the open one. Twins are the
 * tasks of the two tracks that name the same twin; each job has the same weight.
 *
 * @param jobs of which the agent has scored trials on both tracks
 * @param families clusters among them, by the open twin
 * @param difference pass rate of the licensed twins less that of the open ones
 * @param interval 95%, bootstrap of families
 * @param p of no difference, signs of families flipped
 */
public record TrackTwins(
    String agent,
    int jobs,
    int families,
    @JsonProperty("open_rate") double open,
    @JsonProperty("licensed_rate") double licensed,
    double difference,
    Interval interval,
    double p) {
  private static final long SEED = 5;

  /** Of every agent that sat both of at least one job. */
  static List<TrackTwins> of(Trials trials, Traits traits) {
    Map<String, Set<String>> jobs = traits.words(Traits.TWIN);
    Map<String, Set<String>> tracks = traits.words("track");
    Set<String> open = tracks.getOrDefault("open", Set.of());
    Set<String> licensed = tracks.getOrDefault("licensed", Set.of());
    List<TrackTwins> found = new ArrayList<>();
    if (!jobs.isEmpty() && !open.isEmpty() && !licensed.isEmpty()) {
      Bootstrap bootstrap = Bootstrap.of(trials.families().size(), 4 * Bootstrap.DRAWS, SEED);
      List<List<int[]>> pairs = new ArrayList<>();
      for (Set<String> job : jobs.values()) {
        pairs.add(List.of(numbers(trials, job, open), numbers(trials, job, licensed)));
      }
      for (int a = 0; a < trials.agents().size(); a++) {
        one(trials, a, pairs, bootstrap, found);
      }
    }
    return List.copyOf(found);
  }

  private static int[] numbers(Trials trials, Set<String> job, Set<String> track) {
    List<String> tasks = trials.tasks();
    return java.util.stream.IntStream.range(0, tasks.size())
        .filter(t -> job.contains(tasks.get(t)) && track.contains(tasks.get(t)))
        .toArray();
  }

  private static void one(
      Trials trials, int a, List<List<int[]>> pairs, Bootstrap bootstrap, List<TrackTwins> found) {
    double[] sizes = new double[trials.families().size()];
    double[] sums = new double[sizes.length];
    double[] rates = new double[2];
    for (List<int[]> pair : pairs) {
      double[] first = rate(trials, a, pair.getFirst());
      double[] second = rate(trials, a, pair.getLast());
      if (first[0] > 0 && second[0] > 0) {
        int family = trials.family(pair.getFirst()[0]);
        sizes[family]++;
        sums[family] += second[1] - first[1];
        rates[0] += first[1];
        rates[1] += second[1];
      }
    }
    Clusters differences = new Clusters(sizes, sums);
    double n = differences.size();
    if (n > 0) {
      found.add(
          new TrackTwins(
              trials.agents().get(a),
              (int) n,
              differences.count(),
              rates[0] / n,
              rates[1] / n,
              differences.mean(),
              bootstrap.interval(differences, -1, 1),
              SignFlip.p(sums, SEED)));
    }
  }

  /** Scored trials on these tasks, and their pass rate. */
  private static double[] rate(Trials trials, int agent, int[] tasks) {
    double scored = 0;
    double passed = 0;
    for (int t : tasks) {
      scored += trials.scored(trials.cell(agent, t));
      passed += trials.passed(trials.cell(agent, t));
    }
    return new double[] {scored, scored == 0 ? 0 : passed / scored};
  }

  /** The finding in one sentence. */
  @JsonProperty
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s passes %.1f points %s on the licensed twins than on the open ones, 95%% interval %.1f"
            + " to %.1f, n = %d jobs, p %s",
        agent,
        100 * Math.abs(difference),
        difference < 0 ? "fewer" : "more",
        100 * (difference < 0 ? -interval.high() : interval.low()),
        100 * (difference < 0 ? -interval.low() : interval.high()),
        jobs,
        p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, p < 0.01 ? "= %.3f" : "= %.2f", p));
  }
}
