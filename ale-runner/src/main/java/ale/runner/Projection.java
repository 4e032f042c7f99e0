package ale.runner;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How long a run will still take and what it will cost, from its trials that are over.
 *
 * <p>A trial without an end is expected to be like those of the same agent that have one, or like
 * all of them if that agent has none. The spread is a 95% prediction interval of their sum: {@code
 * n s² + n² s²/k} for n trials to come and k that were seen.
 *
 * @param seconds until the run is over, with as many trials at once as now; absent if nothing is
 *     known or nothing runs
 * @param spent dollars so far, as far as prices are known
 * @param dollars when the run is over; absent if no trial had a price
 */
public record Projection(
    Optional<Range> seconds, double spent, @JsonProperty("dollars") Optional<Range> dollars) {
  private static final double Z = 1.96;

  /** A value and what it will lie between. */
  public record Range(double low, double middle, double high) {
    private Range scaled(double factor) {
      return new Range(low * factor, middle * factor, high * factor);
    }

    private Range plus(double more) {
      return new Range(low + more, middle + more, high + more);
    }
  }

  public static Projection of(RunState state) {
    Map<String, Integer> left = new TreeMap<>();
    for (TrialState trial : state.trials()) {
      if (!trial.over()) {
        left.merge(trial.agent(), 1, Integer::sum);
      }
    }
    int running = state.count(TrialState.Standing.RUNNING);
    double spent = state.trials().stream().mapToDouble(t -> t.dollars().orElse(0.0)).sum();
    Optional<Range> seconds =
        running == 0
            ? Optional.empty()
            : sum(state, left, t -> Optional.of(t.seconds())).map(r -> r.scaled(1.0 / running));
    Optional<Range> dollars = sum(state, left, TrialState::dollars).map(r -> r.plus(spent));
    return new Projection(seconds, spent, dollars);
  }

  private static Optional<Range> sum(
      RunState state, Map<String, Integer> left, Function<TrialState, Optional<Double>> figure) {
    Map<String, List<Double>> seen = new TreeMap<>();
    List<Double> all = new ArrayList<>();
    for (TrialState trial : state.trials()) {
      if (trial.over()) {
        figure
            .apply(trial)
            .ifPresent(x -> {
              seen.computeIfAbsent(trial.agent(), a -> new ArrayList<>()).add(x);
              all.add(x);
            });
      }
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    double middle = 0;
    double variance = 0;
    for (Map.Entry<String, Integer> one : left.entrySet()) {
      List<Double> like = seen.getOrDefault(one.getKey(), all);
      int n = one.getValue();
      middle += n * mean(like);
      variance += variance(like) * (n + (double) n * n / like.size());
    }
    double half = Z * Math.sqrt(variance);
    return Optional.of(new Range(Math.max(0, middle - half), middle, middle + half));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(x -> x).average().orElse(0);
  }

  private static double variance(List<Double> values) {
    double mean = mean(values);
    return values.size() < 2
        ? mean * mean
        : values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (values.size() - 1);
  }
}
