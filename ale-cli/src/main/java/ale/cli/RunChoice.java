package ale.cli;

import ale.runner.RunFolder;
import picocli.CommandLine.Parameters;

/** The run that a command is about. */
final class RunChoice {
  static final String WHICH = "name, start of the name, or folder of a run";

  @Parameters(index = "0", paramLabel = "RUN", description = WHICH)
  private String run = "";

  RunFolder folder() {
    return RunFolder.open(Places.standard().runs(), run);
  }
}
