package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the agents of a run fail, and what they do about errors.
 *
 * @param rule version of the rule that names kinds of failure
 * @param agents by name
 */
public record Failures(String rule, List<Agent> agents) {
  /**
   * One scored trial.
   *
   * @param evidence of its end
   * @param conduct absent if there is no trajectory that can be read
   */
  public record Trial(
      String agent,
      String trial,
      String family,
      FailureRule.Evidence evidence,
      Optional<Conduct> conduct) {}

  /**
   * How often something was so.
   *
   * @param trials in which it was so, by name
   */
  public record Share(int count, int n, double rate, Interval interval, List<String> trials) {
    static Share of(List<String> trials, int n) {
      return new Share(
          trials.size(),
          n,
          n == 0 ? 0 : (double) trials.size() / n,
          Interval.wilson(trials.size(), n),
          List.copyOf(trials));
    }
  }

  /**
   * An essential step of a family.
   *
   * @param missed how often, of the family's scored trials
   */
  public record Step(String family, String step, Share missed) {}

  /**
   * One agent.
   *
   * @param scored trials
   * @param failed of these
   * @param kinds of the failed ones: the first that fits, so that they sum up to all
   * @param alsoFits every kind that fits, which may be several for one trial
   * @param unverified of the failed trials whose work ended by itself, with a trajectory: those in
   *     which the agent declared itself done without a look at what it had made
   * @param steps most often missed first
   * @param errorsMet in tool calls, of all scored trials with a trajectory
   * @param errorsOvercome of these
   * @param recovery share of the errors that were overcome; absent without an error
   * @param passedAfterErrors trials that met an error and passed, of those that met one
   * @param gui share of calls that see or touch the screen; absent without a call
   * @param shell share of calls of a shell
   * @param calls of tools
   * @param trajectories that could be read
   */
  public record Agent(
      String agent,
      int scored,
      int failed,
      Map<FailureKind, Share> kinds,
      @JsonProperty("also_fits") Map<FailureKind, Integer> alsoFits,
      Share unverified,
      List<Step> steps,
      @JsonProperty("errors_met") int errorsMet,
      @JsonProperty("errors_overcome") int errorsOvercome,
      Optional<Double> recovery,
      @JsonProperty("passed_after_errors") Share passedAfterErrors,
      @JsonProperty("gui_share") Optional<Double> gui,
      @JsonProperty("shell_share") Optional<Double> shell,
      int calls,
      int trajectories) {}

  public static Failures of(List<Trial> trials) {
    Map<String, List<Trial>> byAgent = new TreeMap<>();
    trials.forEach(t -> byAgent.computeIfAbsent(t.agent(), a -> new ArrayList<>()).add(t));
    List<Agent> agents = new ArrayList<>();
    byAgent.forEach((name, all) -> agents.add(agent(name, all)));
    return new Failures(FailureRule.VERSION, List.copyOf(agents));
  }

  private static Agent agent(String name, List<Trial> all) {
    List<Trial> failed = all.stream().filter(t -> !t.evidence().grade().passed()).toList();
    Map<FailureKind, List<String>> first = new EnumMap<>(FailureKind.class);
    Map<FailureKind, Integer> fits = new EnumMap<>(FailureKind.class);
    for (Trial t : failed) {
      List<FailureKind> kinds = FailureRule.kinds(t.evidence());
      first.computeIfAbsent(kinds.getFirst(), k -> new ArrayList<>()).add(t.trial());
      kinds.forEach(k -> fits.merge(k, 1, Integer::sum));
    }
    Map<FailureKind, Share> kinds = new EnumMap<>(FailureKind.class);
    first.forEach((kind, names) -> kinds.put(kind, Share.of(names, failed.size())));
    List<Trial> declared =
        failed.stream()
            .filter(t -> t.evidence().end() == FailureRule.End.DONE && t.conduct().isPresent())
            .toList();
    List<Conduct> conducts = all.stream().flatMap(t -> t.conduct().stream()).toList();
    List<Trial> troubled =
        all.stream().filter(t -> t.conduct().map(Conduct::errors).orElse(0) > 0).toList();
    int calls = conducts.stream().mapToInt(Conduct::calls).sum();
    int met = conducts.stream().mapToInt(Conduct::errors).sum();
    int overcome = conducts.stream().mapToInt(Conduct::overcome).sum();
    return new Agent(
        name,
        all.size(),
        failed.size(),
        kinds,
        fits,
        Share.of(
            names(
                declared.stream()
                    .filter(t -> !t.conduct().map(Conduct::verified).orElse(true))
                    .toList()),
            declared.size()),
        steps(all),
        met,
        overcome,
        share(overcome, met),
        Share.of(
            names(troubled.stream().filter(t -> t.evidence().grade().passed()).toList()),
            troubled.size()),
        share(conducts.stream().mapToInt(Conduct::gui).sum(), calls),
        share(conducts.stream().mapToInt(Conduct::shell).sum(), calls),
        calls,
        conducts.size());
  }

  private static List<String> names(List<Trial> trials) {
    return trials.stream().map(Trial::trial).toList();
  }

  private static Optional<Double> share(int part, int whole) {
    return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
  }

  private static List<Step> steps(List<Trial> all) {
    Map<String, Map<String, List<String>>> missed = new TreeMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    for (Trial t : all) {
      sizes.merge(t.family(), 1, Integer::sum);
      Map<String, List<String>> steps = missed.computeIfAbsent(t.family(), f -> new TreeMap<>());
      for (String step : FailureRule.steps(t.evidence().grade())) {
        List<String> trials = steps.computeIfAbsent(step, s -> new ArrayList<>());
        if (t.evidence().grade().missedSteps().contains(step)) {
          trials.add(t.trial());
        }
      }
    }
    List<Step> steps = new ArrayList<>();
    missed.forEach((family, named) ->
        named.forEach((step, trials) ->
            steps.add(new Step(family, step, Share.of(trials, sizes.getOrDefault(family, 0))))));
    steps.sort((a, b) -> Double.compare(b.missed().rate(), a.missed().rate()));
    return List.copyOf(steps);
  }
}
