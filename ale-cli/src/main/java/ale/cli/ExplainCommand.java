package ale.cli;

import ale.runner.Explanation;
import ale.runner.RunFolder;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why a trial stands as it does. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Says in a paragraph what a trial waits for, or why it ended as it did.")
final class ExplainCommand implements Runnable {
  @Mixin private TrialChoice trial = new TrialChoice();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Override
  public void run() {
    RunFolder folder = trial.folder();
    Explanation explanation = Explanation.of(folder, trial.in(folder), Instant.now());
    if (json) {
      Screen.json(explanation);
    } else {
      Screen.out(explanation.trial() + ": " + explanation.paragraph());
    }
  }
}
