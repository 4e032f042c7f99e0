package ale.cli;

import ale.core.Fault;
import ale.core.Outcome;
import ale.core.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened in a run, as one line of JSON.
 *
 * @param at when
 * @param event {@code run}, {@code began}, {@code phase}, {@code fault}, {@code ended} or {@code
 *     over}
 * @param run in which
 * @param trial of which trial, unless it is about the run
 * @param attempt which attempt
 * @param phase which phase began, or failed
 * @param fault what failed; another attempt may follow
 * @param outcome how the trial ended
 * @param seconds how long its agent worked
 */
record Event(
    Instant at,
    String event,
    String run,
    Optional<String> trial,
    Optional<Integer> attempt,
    Optional<Phase> phase,
    Optional<Fault> fault,
    Optional<Outcome> outcome,
    Optional<Double> seconds) {
  /** About the run as a whole. */
  static Event of(Instant at, String event, String run) {
    return new Event(
        at,
        event,
        run,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Event began(Instant at, String run, String trial) {
    return of(at, "began", run).about(trial);
  }

  static Event phase(Instant at, String run, String trial, int attempt, Phase phase) {
    return new Event(
        at,
        "phase",
        run,
        Optional.of(trial),
        Optional.of(attempt),
        Optional.of(phase),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Event fault(Instant at, String run, String trial, int attempt, Fault fault) {
    return new Event(
        at,
        "fault",
        run,
        Optional.of(trial),
        Optional.of(attempt),
        Optional.of(fault.phase()),
        Optional.of(fault),
        Optional.empty(),
        Optional.empty());
  }

  static Event ended(Instant at, String run, String trial, Outcome outcome, double seconds) {
    return new Event(
        at,
        "ended",
        run,
        Optional.of(trial),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(outcome),
        Optional.of(seconds));
  }

  private Event about(String one) {
    return new Event(at, event, run, Optional.of(one), attempt, phase, fault, outcome, seconds);
  }
}
