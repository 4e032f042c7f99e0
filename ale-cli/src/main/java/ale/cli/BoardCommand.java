package ale.cli;

import ale.core.InputException;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.stats.Board;
import ale.stats.Traits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who passed what. */
@Command(
    name = "board",
    mixinStandardHelpOptions = true,
    description = {
      "Prints pass rates with intervals, by agent and traits of the tasks, of a run or an import,",
      "with cost, time and tokens. Where agents fail: ale report failures RUN."
    })
final class BoardCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "0..1", description = RunChoice.WHICH)
  private Optional<String> run = Optional.empty();

  @Option(names = "--source", paramLabel = "NAME", description = "a run or import in the store")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "TRAIT",
      defaultValue = "cluster",
      description = {
        "the lines below each agent: tier, cluster, subfield, track, capability, layer or pool;",
        "other forms of the board have all; default: ${DEFAULT-VALUE}"
      })
  private String by = "";

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Option(names = "--csv", description = "a table with one line for each agent and part")
  private boolean csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "writes a page that needs nothing else")
  private Optional<Path> html = Optional.empty();

  @Override
  public Integer call() {
    if (run.isPresent() == source.isPresent()) {
      throw new InputException("say either a RUN or --source NAME");
    }
    if (!Traits.DIMENSIONS.contains(by)) {
      throw new InputException(
          "boards are split by " + String.join(", ", Traits.DIMENSIONS) + ", not by " + by);
    }
    if (run.isPresent()) {
      show(RunFolder.open(Places.standard().runs(), run.get()));
    } else {
      String name = source.orElse("");
      Optional<RunFolder> adaptive = WholeExam.adaptive(Places.standard().runs(), name);
      if (adaptive.isPresent()) {
        show(adaptive.get());
      } else {
        Board board = ofSource(name);
        show(board, board, BoardTable.of(board, Map.of(), by), "");
      }
    }
    return Main.DONE;
  }

  private void show(RunFolder folder) {
    List<TrialOutcome> outcomes = folder.outcomes();
    Board board = Summary.of(RunRows.of(folder, outcomes).toList()).board(folder.plan().id());
    Optional<WholeExam> estimated = WholeExam.of(folder);
    List<String> text = new ArrayList<>();
    estimated.ifPresent(e -> text.add(e.words() + "\n"));
    text.add(BoardTable.of(board, Gcua.of(folder), by));
    text.addAll(Usages.footnotes(outcomes));
    show(
        board,
        WholeExam.beside(Gcua.beside(Usages.beside(board, outcomes), folder), folder),
        String.join("\n", text),
        estimated.map(WholeExam::html).orElse(""));
  }

  private void show(Board board, Object whole, String text, String first) {
    html.ifPresent(file -> Page.write(file, BoardPage.of(board, first)));
    if (json) {
      Screen.json(whole);
    } else if (csv) {
      Screen.out(BoardCsv.of(board));
    } else if (html.isEmpty()) {
      Screen.out(text);
    }
  }

  private static Board ofSource(String name) {
    Results results = Results.of(Places.standard());
    results.refresh();
    return results.summary(name).board(name);
  }
}
