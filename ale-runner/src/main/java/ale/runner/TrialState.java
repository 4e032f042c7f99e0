package ale.runner;

import ale.core.Outcome;
import ale.core.Phase;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * Where one trial stands, as the files of its run tell.
 *
 * @param trial its name
 * @param standing in a word
 * @param waits what it waits for, if it does
 * @param attempt the latest attempt, 0 if none has begun
 * @param phase the latest phase of that attempt
 * @param since when that phase began or ended
 * @param holder who runs it
 * @param outcome how it ended
 * @param seconds how long it took from its beginning to its seal, once it is over
 * @param dollars what its model cost, if that is known
 */
public record TrialState(
    String trial,
    Standing standing,
    Optional<String> waits,
    int attempt,
    Optional<Phase> phase,
    Optional<Instant> since,
    Optional<Lease.Holder> holder,
    Optional<Outcome> outcome,
    double seconds,
    Optional<Double> dollars) {
  /** In a word. */
  public enum Standing {
    /** It will begin, or go on, when its turn comes. */
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("running")
    RUNNING,
    /** A person made it stand still. */
    @JsonProperty("paused")
    PAUSED,
    /** It has begun, and nobody runs it any more. */
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("scored")
    SCORED,
    @JsonProperty("unscored")
    UNSCORED,
    @JsonProperty("invalid")
    INVALID;

    /** The lower-case word that stands in files and on screens. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Who sits it, as the name of the trial tells. */
  String agent() {
    return trial.replaceFirst("--.*", "");
  }

  /** Whether it has an outcome. */
  public boolean over() {
    return outcome.isPresent();
  }

  static TrialState ended(TrialOutcome end) {
    Standing standing =
        switch (end.outcome()) {
          case Outcome.Scored s -> Standing.SCORED;
          case Outcome.Unscored u -> Standing.UNSCORED;
          case Outcome.Invalid i -> Standing.INVALID;
        };
    return new TrialState(
        end.trial(),
        standing,
        Optional.empty(),
        end.attempts().size(),
        Optional.of(Phase.SEAL),
        Optional.of(end.finished()),
        Optional.empty(),
        Optional.of(end.outcome()),
        java.time.Duration.between(end.started(), end.finished()).toMillis() / 1e3,
        end.usage().flatMap(ModelUsage::dollars));
  }
}
