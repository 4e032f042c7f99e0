package ale.cli;

import ale.runner.Models;
import ale.runner.RunFolder;
import ale.runner.plan.Changes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on with a run whose controller ended. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with the trials of a run that have no outcome yet; the others keep theirs.",
      "An agent that still works in its sandbox is followed from where it is. Refuses if what the",
      "run rests on has changed since it was planned, and says what."
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Mixin private ChangesChoice changes = new ChangesChoice();

  @Mixin private RunChoice run = new RunChoice();

  @Override
  public Integer call() {
    Places places = Places.standard();
    RunFolder folder = run.folder();
    String from = provider.of(folder.plan());
    try (Models models = options.models(places)) {
      changes.settle(Changes.of(folder, RunOptions.inventory(places, from, models)));
    }
    return options.run(folder, places, from);
  }
}
