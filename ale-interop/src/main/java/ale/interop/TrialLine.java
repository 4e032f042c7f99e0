package ale.interop;

import ale.core.Outcome;
import java.util.Optional;

/**
 * One trial as a line of the table that {@code ale import trials} reads.
 *
 * @param passed {@code true}, {@code false}, {@code unscored} or {@code invalid}
 * @param score if it was scored
 * @param family "" if it is not known
 * @param cluster "" if it is not known
 * @param inputTokens prompts, cached ones included
 */
record TrialLine(
    String agent,
    String task,
    int trial,
    String passed,
    Optional<Double> score,
    String family,
    String cluster,
    Optional<Double> costUsd,
    Optional<Long> inputTokens,
    Optional<Long> outputTokens,
    Optional<Double> seconds) {
  static TrialLine of(Trial t) {
    return new TrialLine(
        t.agent(),
        t.instance().id(),
        t.repetition(),
        passed(t.outcome()),
        t.scored().map(Outcome.Scored::score),
        t.instance().family(),
        t.instance().cluster(),
        t.usage().flatMap(Trial.Used::dollars),
        t.usage().map(Trial.Used::input),
        t.usage().map(Trial.Used::output),
        Optional.of(t.worked().toNanos() / 1e9));
  }

  static String passed(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored s -> Boolean.toString(s.passed());
      case Outcome.Unscored u -> "unscored";
      case Outcome.Invalid i -> "invalid";
    };
  }
}
