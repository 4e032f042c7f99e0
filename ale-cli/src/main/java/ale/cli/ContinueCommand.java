package ale.cli;

import ale.runner.RunFolder;
import ale.runner.Wishes;
import ale.runner.Wishes.Kind;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a run or a trial go on. */
@Command(
    name = "continue",
    mixinStandardHelpOptions = true,
    description = "Lets a paused run, or a paused TRIAL, go on where it stood.")
final class ContinueCommand implements Runnable {
  @Mixin private WishTarget target = new WishTarget();

  @Override
  public void run() {
    RunFolder folder = target.run();
    target.wish(folder, WishTarget.wish(Kind.RUN, false));
    List<String> still =
        Wishes.of(folder.path()).all().trials().entrySet().stream()
            .filter(e -> e.getValue().wish() == Kind.PAUSE)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    target.say(
        folder,
        "continue",
        target.name(folder)
            + " goes on"
            + (still.isEmpty() || target.trial(folder).isPresent()
                ? ""
                : "; paused on their own are still " + String.join(", ", still)));
  }
}
