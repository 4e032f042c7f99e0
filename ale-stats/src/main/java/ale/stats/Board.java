package ale.stats;

import ale.core.Outcome;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the outcomes of a run say about its agents.
 *
 * @param run the run
 * @param rows one for each agent, best pass rate first, then by name
 * @param tracks open and licensed twins compared, for each agent that sat both of a job
 */
public record Board(
    String run,
    List<Row> rows,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TrackTwins> tracks) {
  private static final long SEED = 1;

  /** One trial's end as the board sees it; the family is empty if the task has none. */
  public record Entry(
      String agent, String task, String family, String cluster, int repetition, Outcome outcome) {}

  /**
   * One agent.
   *
   * @param trials all trials that ended, whatever their outcome
   * @param scored trials that count for the rates
   * @param passed full passes, score exactly 1
   * @param passRate passed of scored, 0 if nothing is scored
   * @param meanScore mean score of the scored trials, 0 if nothing is scored
   * @param interval 95% Wilson interval of the pass rate, as if trials were independent
   * @param intervalCluster 95% interval of the pass rate with families as clusters
   * @param anytime 95% interval of the pass rate that holds at every look together, for who stops
   *     when it says enough; as if trials were independent
   * @param scoreInterval 95% interval of the mean score, bootstrap of families
   * @param passAt pass@k, means over tasks
   * @param passHat pass^k, means over tasks
   * @param rank best and worst rank that the data allow
   * @param unscored trials that a fault of something other than the agent ended
   * @param invalid trials in which the agent broke the rules
   * @param bounds pass rate if every unscored trial were a fail, and if every one were a pass
   * @param missing 95% interval of the pass rate whatever the unscored trials would have been
   * @param clusters the same figures for each cluster, by its key
   * @param splits the same figures by other traits of tasks: tier, subfield, track and so on
   * @param effort what was spent, by metric
   */
  public record Row(
      String agent,
      int trials,
      int scored,
      int passed,
      @JsonProperty("pass_rate") double passRate,
      @JsonProperty("mean_score") double meanScore,
      Interval interval,
      @JsonProperty("interval_cluster") Interval intervalCluster,
      @JsonProperty("interval_anytime") Interval anytime,
      @JsonProperty("score_interval") Interval scoreInterval,
      @JsonProperty("pass_at") SortedMap<Integer, Double> passAt,
      @JsonProperty("pass_hat") SortedMap<Integer, Double> passHat,
      List<Integer> rank,
      int unscored,
      int invalid,
      Interval bounds,
      @JsonProperty("interval_missing") Interval missing,
      Map<String, Row> clusters,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<String, Row>> splits,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Effort> effort) {}

  public static Board of(String run, List<Entry> entries) {
    Trials.Builder trials = Trials.builder();
    Map<String, String> clusters = new HashMap<>();
    for (Entry e : entries) {
      trials.add(e.agent(), e.task(), e.family(), e.repetition(), e.outcome());
      clusters.put(e.task(), e.cluster());
    }
    return of(run, trials.build(), clusters);
  }

  /**
   * A board of trials whose tasks belong to clusters of the taxonomy; others have no such split.
   */
  public static Board of(String run, Trials trials, Map<String, String> clusters) {
    Traits traits = new Traits();
    clusters.forEach((task, cluster) -> traits.add(task, Traits.CLUSTER, cluster));
    return of(run, trials, traits, Map.of());
  }

  /**
   * A board with all its splits.
   *
   * @param traits of the tasks
   * @param efforts by agent and metric
   */
  public static Board of(
      String run, Trials trials, Traits traits, Map<String, Map<String, Effort>> efforts) {
    Bootstrap bootstrap = Bootstrap.forBoard(trials.families().size(), SEED);
    Map<String, Map<String, Map<String, Row>>> parts = new HashMap<>();
    trials.agents().forEach(a -> parts.put(a, new TreeMap<>()));
    traits
        .split(trials)
        .forEach((dimension, words) ->
            words.forEach((word, tasks) -> {
              for (Row row : rows(trials, tasks, bootstrap, a -> Map.of(), Map.of())) {
                if (row.trials() > 0) {
                  parts
                      .getOrDefault(row.agent(), Map.of())
                      .computeIfAbsent(dimension, d -> new TreeMap<>())
                      .put(word, row);
                }
              }
            }));
    List<Row> rows =
        rows(trials, trials.allTasks(), bootstrap, a -> parts.getOrDefault(a, Map.of()), efforts);
    return new Board(
        run,
        rows.stream()
            .sorted(
                Comparator.comparingDouble((Row r) -> -r.passRate())
                    .thenComparingDouble(r -> -r.meanScore())
                    .thenComparing(Row::agent))
            .toList(),
        TrackTwins.of(trials, traits));
  }

  private static List<Row> rows(
      Trials trials,
      int[] tasks,
      Bootstrap bootstrap,
      Function<String, Map<String, Map<String, Row>>> parts,
      Map<String, Map<String, Effort>> efforts) {
    List<Clusters> passes = new ArrayList<>();
    for (int a = 0; a < trials.agents().size(); a++) {
      passes.add(Clusters.passes(trials, a, tasks));
    }
    int[][] ranks = Ranks.of(passes, bootstrap);
    List<Row> rows = new ArrayList<>();
    for (int a = 0; a < passes.size(); a++) {
      List<Integer> rank = List.of(ranks[a][0], ranks[a][1]);
      String name = trials.agents().get(a);
      Map<String, Effort> effort = efforts.getOrDefault(name, Map.of());
      rows.add(row(trials, a, tasks, passes.get(a), rank, bootstrap, parts.apply(name), effort));
    }
    return rows;
  }

  private static Row row(
      Trials trials,
      int agent,
      int[] tasks,
      Clusters passes,
      List<Integer> rank,
      Bootstrap bootstrap,
      Map<String, Map<String, Row>> parts,
      Map<String, Effort> effort) {
    Map<String, Map<String, Row>> splits = new TreeMap<>(parts);
    Map<String, Row> clusters = Optional.ofNullable(splits.remove(Traits.CLUSTER)).orElse(Map.of());
    int all = 0;
    int passed = 0;
    int unscored = 0;
    int invalid = 0;
    for (int t : tasks) {
      int cell = trials.cell(agent, t);
      all += trials.count(cell);
      passed += trials.passed(cell);
      unscored += trials.unscored(cell);
      invalid += trials.invalid(cell);
    }
    int scored = all - unscored;
    Clusters scores = Clusters.scores(trials, agent, tasks);
    PassCurve curve = PassCurve.of(trials, agent, tasks);
    return new Row(
        trials.agents().get(agent),
        all,
        scored,
        passed,
        scored == 0 ? 0 : (double) passed / scored,
        scored == 0 ? 0 : scores.mean(),
        Interval.wilson(passed, scored),
        RobustMean.of(passes).rateInterval(),
        Sequential.rate(passed, scored - passed),
        bootstrap.interval(scores, 0, 1),
        curve.at(),
        curve.hat(),
        rank,
        unscored,
        invalid,
        all == 0
            ? new Interval(0, 1)
            : new Interval((double) passed / all, (double) (passed + unscored) / all),
        Missing.of(trials, agent, tasks).interval(),
        clusters,
        splits,
        effort);
  }
}
