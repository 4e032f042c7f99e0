package ale.runner;

import ale.core.InputException;
import ale.core.Json;
import ale.core.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Why a trial that was over got a further attempt: {@code requeue-N.json} in its folder, beside the
 * outcome and the seal that it had, {@code outcome-N.json} and {@code seal-N.json}.
 *
 * @param at when
 * @param by who wanted it
 * @param force whether a score was given up for it
 * @param was how the trial had ended
 */
public record Requeue(Instant at, String by, boolean force, Outcome was) {
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
      Outcome was =
          run.outcome(trial)
              .map(TrialOutcome::outcome)
              .orElseThrow(() ->
                  new InputException(
                      "trial " + trial + " is not over, so there is nothing to requeue"));
      if (!(was instanceof Outcome.Unscored) && !force) {
        throw new InputException(
            "trial "
                + trial
                + " has a result that counts; to give it up for a new attempt, which is recorded,"
                + " say --force");
      }
      Requeue requeue = new Requeue(clock.instant(), by, force, was);
      requeue.apply(folder);
      Wishes.of(run.path()).trial(trial, new Wishes.Wish(Wishes.Kind.RUN, requeue.at(), by, false));
      return requeue;
    }
  }

  /** The outcome goes last: as long as it is there, the trial is over. */
  private void apply(Path folder) {
    int number = 1;
    while (Files.exists(folder.resolve("outcome-" + number + ".json"))) {
      number++;
    }
    Json.write(folder.resolve("requeue-" + number + ".json"), this);
    move(folder, "seal", number);
    move(folder, "outcome", number);
  }

  private static void move(Path folder, String name, int number) {
    try {
      if (Files.exists(folder.resolve(name + ".json"))) {
        Files.move(
            folder.resolve(name + ".json"),
            folder.resolve(name + "-" + number + ".json"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot requeue " + folder, e);
    }
  }
}
