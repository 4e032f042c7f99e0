package ale.runner;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.InputException;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Why a trial that was over got a further attempt: {@code requeue-N.json} in its folder, beside the
 * outcome and the seal that it had, {@code outcome-N.json} and {@code seal-N.json}.
 *
 * @param at when
 * @param by who wanted it
 * @param force whether a score was given up for it
 * @param was how the trial had ended
 * @param after how many attempts it had had
 */
public record Requeue(Instant at, String by, boolean force, Outcome was, int after) {
  private static final String END = ".json";

  /** The latest of a trial. */
  static Optional<Requeue> latest(Path trial) {
    Optional<Requeue> latest = Optional.empty();
    for (int n = 1; Files.exists(trial.resolve("requeue-" + n + END)); n++) {
      latest = Optional.of(Json.read(trial.resolve("requeue-" + n + END), Requeue.class));
    }
    return latest;
  }

  /** Why the latest attempt before it does not count. */
  Fault fault() {
    return new Fault(FaultSource.OPERATOR, Phase.SEAL, "it was requeued by " + by + " at " + at);
  }

  /**
   * Puts a trial back among those that have no outcome.
   *
   * @param force also if it has a score or is invalid
   * @throws InputException if it has no outcome, or one that only force gives up
   * @throws Lease.Held if somebody is at it
   */
  public static Requeue trial(
      RunFolder run, String trial, boolean force, String by, InstantSource clock) {
    Path folder = run.trial(trial);
    try (Lease _ = Lease.take(folder, clock)) {
      TrialOutcome end =
          run.outcome(trial)
              .orElseThrow(() ->
                  new InputException(
                      "trial " + trial + " is not over, so there is nothing to requeue"));
      Outcome was = end.outcome();
      if (!(was instanceof Outcome.Unscored) && !force) {
        throw new InputException(
            "trial "
                + trial
                + " has a result that counts; to give it up for a new attempt, which is recorded,"
                + " say --force");
      }
      Requeue requeue = new Requeue(clock.instant(), by, force, was, end.attempts().size());
      requeue.apply(folder);
      Wishes wishes = Wishes.of(run.path());
      wishes.restart(requeue.at(), by);
      wishes.trial(trial, new Wishes.Wish(Wishes.Kind.RUN, requeue.at(), by, false));
      return requeue;
    }
  }

  /** The outcome goes last: as long as it is there, the trial is over. */
  private void apply(Path folder) {
    int number = 1;
    while (Files.exists(folder.resolve("outcome-" + number + END))) {
      number++;
    }
    Json.write(folder.resolve("requeue-" + number + END), this);
    move(folder, "seal", number);
    move(folder, "outcome", number);
  }

  private static void move(Path folder, String name, int number) {
    try {
      if (Files.exists(folder.resolve(name + END))) {
        Files.move(
            folder.resolve(name + END),
            folder.resolve(name + "-" + number + END),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot requeue " + folder, e);
    }
  }
}
