package ale.cli;

import ale.core.FaultSource;
import ale.runner.Examiner;
import ale.runner.GivenUp;
import ale.runner.Lease;
import ale.runner.RunFolder;
import ale.runner.RunPlan.TrialSpec;
import ale.runner.Wishes.Kind;
import ale.runner.Wishes.Wish;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a run or a trial without a score. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Cancels a TRIAL, or every trial of a run that is not over: what is under way is stopped and its",
      "sandbox removed, and all of them are unscored, by the operator. ale requeue gives them a",
      "further attempt."
    })
final class CancelCommand implements Runnable {
  @Mixin private WishTarget target = new WishTarget();

  @Override
  public void run() {
    RunFolder folder = target.run();
    Wish wish = WishTarget.wish(Kind.CANCEL, false);
    target.wish(folder, wish);
    Optional<String> one = target.trial(folder);
    List<TrialSpec> meant =
        folder.trials().stream()
            .filter(t -> one.map(t.id()::equals).orElse(true))
            .filter(t -> folder.outcome(t.id()).isEmpty())
            .toList();
    long living = meant.stream().filter(t -> !ended(folder, t, wish)).count();
    target.say(
        folder,
        "cancel",
        target.name(folder)
            + " is cancelled; "
            + (living == 0
                ? "nothing of it is under way"
                : "who runs it ends " + living + (living == 1 ? " trial now" : " trials now")));
  }

  /** Gives a trial that nobody runs its end; one that somebody runs is ended by whom it has. */
  private static boolean ended(RunFolder folder, TrialSpec trial, Wish wish) {
    Examiner examiner = Examiner.at(Places.standard().state().resolve("keys"));
    try {
      new GivenUp(examiner, InstantSource.system())
          .end(folder, trial, FaultSource.OPERATOR, "it was " + wish.words());
      return true;
    } catch (Lease.Held e) {
      return false;
    }
  }
}
