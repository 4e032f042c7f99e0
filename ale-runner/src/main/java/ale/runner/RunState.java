package ale.runner;

import ale.core.Outcome;
import ale.runner.TrialState.Standing;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a run stands, read from its folder alone: from leases, journals, outcomes and wishes.
 *
 * @param run its name
 * @param standing in a word
 * @param at when the folder was looked at
 * @param controller who runs it, if anybody does
 * @param wish what a person wants of it
 * @param trials every trial, in the order of the plan
 */
public record RunState(
    String run,
    RunState.Word standing,
    Instant at,
    Optional<Lease.Holder> controller,
    Wishes.Wish wish,
    List<TrialState> trials) {
  /** Where a run stands in a word. */
  public enum Word {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("paused")
    PAUSED,
    /** It has trials without an outcome, and nobody runs it. */
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("finished")
    FINISHED;

    /** The lower-case word that stands in files and on screens. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public RunState {
    trials = List.copyOf(trials);
  }

  /** Looks at a run once; who looks often keeps a {@link RunObserver}. */
  public static RunState of(RunFolder run, Instant now) {
    return new RunObserver(run).look(now);
  }

  /** One of its trials. */
  public Optional<TrialState> trial(String name) {
    return trials.stream().filter(t -> t.trial().equals(name)).findFirst();
  }

  /** How many trials stand like this. */
  public int count(Standing standing) {
    return (int) trials.stream().filter(t -> t.standing() == standing).count();
  }

  /** How many trials have an outcome. */
  public int over() {
    return (int) trials.stream().filter(TrialState::over).count();
  }

  /** Unscored trials by whose fault it was. */
  public Map<String, Integer> unscored() {
    Map<String, Integer> sources = new TreeMap<>();
    trials.stream()
        .flatMap(t -> t.outcome().stream())
        .filter(Outcome.Unscored.class::isInstance)
        .map(Outcome.Unscored.class::cast)
        .forEach(u -> sources.merge(u.fault().source().word(), 1, Integer::sum));
    return sources;
  }
}
