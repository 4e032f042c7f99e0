package ale.runner;

import ale.core.AleException;
import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The end of trials that nobody will bring to an outcome: they get one that says why, and a seal.
 *
 * @param examiner who signs
 * @param clock what time it is
 */
public record GivenUp(Examiner examiner, InstantSource clock) {
  /** How often a trial may end without an outcome. */
  public static final int MOST_LOSSES = 3;

  /**
   * Gives up a trial, unless it has an outcome.
   *
   * @param source whose failure it was
   * @param message one sentence that a person can act on
   * @throws Lease.Held if somebody is at it
   */
  public TrialOutcome end(
      RunFolder run, RunPlan.TrialSpec trial, FaultSource source, String message) {
    Path folder = run.trial(trial.id());
    try (Lease _ = Lease.take(folder, clock);
        Journal journal = Journal.open(folder.resolve("journal.jsonl"), clock)) {
      Optional<TrialOutcome> before = run.outcome(trial.id());
      if (before.isPresent()) {
        return before.get();
      }
      List<Journal.Line> lines = Journal.read(folder.resolve("journal.jsonl"));
      List<AttemptState> attempts = AttemptState.of(lines, true);
      Lodging.forsake(folder, attempts);
      Phase phase = lines.isEmpty() ? Phase.BOOT : lines.getLast().phase();
      Instant started = lines.isEmpty() ? clock.instant() : lines.getFirst().at();
      TrialOutcome outcome =
          new Ending(trial, started, clock.instant())
              .unscored(
                  new Fault(source, phase, message),
                  attempts.stream().map(AttemptState::given).toList(),
                  attempts.isEmpty()
                      ? Optional.empty()
                      : Ending.usage(folder.resolve("attempt-" + attempts.size())));
      Sealing.run(trial, folder, journal, new RunListener() {}, examiner, outcome);
      return outcome;
    } catch (PhaseFault e) {
      throw new AleException("cannot give up " + trial.id() + ": " + e.getMessage(), e);
    }
  }
}
