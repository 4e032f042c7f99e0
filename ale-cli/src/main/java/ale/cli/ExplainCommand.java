package ale.cli;

import ale.runner.Explanation;
import ale.runner.RunFolder;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a trial stands as it does. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Says in a paragraph what a trial waits for, or why it ended as it did.")
final class ExplainCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "name, start of the name, or folder of a run")
  private String run = "";

  @Parameters(
      index = "1",
      paramLabel = "TRIAL",
      description = "a trial's name, or a part of it that only one has")
  private String trial = "";

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Override
  public void run() {
    RunFolder folder = RunFolder.open(Places.standard().runs(), run);
    Explanation explanation =
        Explanation.of(folder, ShowCommand.find(folder, trial), Instant.now());
    if (json) {
      Screen.json(explanation);
    } else {
      Screen.out(explanation.trial() + ": " + explanation.paragraph());
    }
  }
}
