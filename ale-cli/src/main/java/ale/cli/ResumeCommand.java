package ale.cli;

import ale.runner.RunFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on with a run whose controller ended. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with the trials of a run that have no outcome yet; the others keep theirs.",
      "An agent that still works in its sandbox is followed from where it is."
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Parameters(paramLabel = "RUN", description = "name, start of the name, or folder of a run")
  private String run = "";

  @Override
  public Integer call() {
    Places places = Places.standard();
    RunFolder folder = RunFolder.open(places.runs(), run);
    return options.run(folder, places, provider.name());
  }
}
