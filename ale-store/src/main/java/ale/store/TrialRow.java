package ale.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One trial as the store knows it.
 *
 * @param agent who sat it
 * @param task which instance
 * @param family of that instance; "" if it belongs to none
 * @param cluster key of the taxonomy; "" if it is not known
 * @param repetition counted from 1
 * @param state how it ended
 * @param score in 0..1; 0 unless it was scored
 * @param costUsd in US dollars
 * @param inputTokens prompts, cached ones included
 * @param outputTokens replies
 * @param seconds of work
 * @param traits of the task by dimension: {@code tier}, {@code subfield} and others
 */
public record TrialRow(
    String agent,
    String task,
    String family,
    String cluster,
    int repetition,
    State state,
    double score,
    Optional<Double> costUsd,
    Optional<Long> inputTokens,
    Optional<Long> outputTokens,
    Optional<Double> seconds,
    Map<String, List<String>> traits) {
  /** How a trial ended. */
  public enum State {
    FAILED(0),
    PASSED(1),
    UNSCORED(2),
    INVALID(3);

    /** What stands for it in the database. */
    private final int code;

    State(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static State of(int code) {
      for (State s : values()) {
        if (s.code == code) {
          return s;
        }
      }
      throw new IllegalArgumentException("no state has the code " + code);
    }
  }

  public TrialRow {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score is in 0..1, not " + score);
    }
    traits = Map.copyOf(traits);
  }

  /** A trial of a task of which nothing more is known. */
  public TrialRow(
      String agent,
      String task,
      String family,
      String cluster,
      int repetition,
      State state,
      double score,
      Optional<Double> costUsd,
      Optional<Long> inputTokens,
      Optional<Long> outputTokens,
      Optional<Double> seconds) {
    this(
        agent,
        task,
        family,
        cluster,
        repetition,
        state,
        score,
        costUsd,
        inputTokens,
        outputTokens,
        seconds,
        Map.of());
  }
}
