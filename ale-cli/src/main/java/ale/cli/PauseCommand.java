package ale.cli;

import ale.runner.RunFolder;
import ale.runner.Wishes.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a run or a trial stand still. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Pauses a run: no further trial begins, those under way go on to their end. With --now, or",
      "with a TRIAL, what is under way stands still at once, and its time with it."
    })
final class PauseCommand implements Runnable {
  @Mixin private WishTarget target = new WishTarget();

  @Option(names = "--now", description = "also makes the trials that are under way stand still")
  private boolean now;

  @Override
  public void run() {
    RunFolder folder = target.run();
    target.wish(folder, WishTarget.wish(Kind.PAUSE, now || target.trial(folder).isPresent()));
    target.say(folder, "pause", target.name(folder) + " is paused; ale continue lets it go on");
  }
}
