package ale.cli;

import ale.core.InputException;
import ale.core.Outcome;
import ale.runner.Lease;
import ale.runner.Requeue;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.runner.retention.TrialArchive;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives trials without a score a further attempt. */
@Command(
    name = "requeue",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a TRIAL, or every unscored trial of a run, a further attempt. The outcome and the seal",
      "that it had are kept beside the new ones. A trial with a score keeps it, unless you force it."
    })
final class RequeueCommand implements Runnable {
  @Mixin private WishTarget target = new WishTarget();

  @Option(
      names = "--force",
      description = "gives up the result of a TRIAL that is scored or invalid; this is recorded")
  private boolean force;

  @Override
  public void run() {
    RunFolder folder = target.run();
    Optional<String> one = target.trial(folder);
    List<String> meant = one.map(List::of).orElseGet(() -> unscored(folder));
    for (String trial : meant) {
      if (TrialArchive.is(folder.trial(trial))) {
        throw new InputException(
            "trial "
                + trial
                + " is archived; unpack it before: ale runs unarchive "
                + folder.plan().id());
      }
      Requeue.trial(
          folder, trial, force && one.isPresent(), WishTarget.person(), InstantSource.system());
    }
    String next =
        Lease.holder(folder.path()).isPresent()
            ? "its controller takes them up"
            : "begin them with: ale resume " + folder.plan().id();
    target.say(
        folder,
        "requeue",
        meant.isEmpty()
            ? "no trial of run " + folder.plan().id() + " is unscored; nothing was requeued"
            : String.join(", ", meant) + ": requeued; " + next);
  }

  private static List<String> unscored(RunFolder folder) {
    return folder.outcomes().stream()
        .filter(o -> o.outcome() instanceof Outcome.Unscored)
        .map(TrialOutcome::trial)
        .toList();
  }
}
