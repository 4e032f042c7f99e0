package ale.cli;

import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.stats.Board;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who passed what. */
@Command(
    name = "board",
    mixinStandardHelpOptions = true,
    description = "Prints pass rates with intervals, by agent and cluster.")
final class BoardCommand implements Runnable {
  @Parameters(paramLabel = "RUN", description = "name, start of the name, or folder of a run")
  private String run = "";

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Override
  public void run() {
    RunFolder folder = RunFolder.open(Places.standard().runs(), run);
    List<TrialOutcome> outcomes = folder.outcomes();
    Board board = folder.board(outcomes);
    if (json) {
      Screen.json(Gcua.beside(Usages.beside(board, outcomes), Gcua.of(folder)));
    } else {
      Screen.out(BoardTable.of(board, Gcua.of(folder)));
      Usages.footnotes(outcomes).forEach(Screen::out);
    }
  }
}
