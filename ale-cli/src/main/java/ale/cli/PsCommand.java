package ale.cli;

import ale.core.InputException;
import ale.runner.RunFolder;
import ale.runner.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The runs of this machine and where they stand. */
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = "Lists runs and where they stand: who runs them, what runs, what waits.")
final class PsCommand implements Runnable {
  private static final long AGAIN = 1000;

  @Option(
      names = {"-a", "--all"},
      description = "also those that are finished")
  private boolean all;

  @Option(names = "--json", description = "one line of JSON for each look, with every trial")
  private boolean json;

  @Option(names = "--watch", description = "looks again each second, until q or Ctrl-C")
  private boolean watch;

  @Override
  public void run() {
    Path runs = Places.standard().runs();
    if (!watch) {
      show(look(runs));
    } else if (LiveBoard.possible() && !json) {
      try (LiveBoard board = LiveBoard.listening()) {
        do {
          board.show(List.of(table(look(runs)).split("\n")));
        } while (!board.left(AGAIN));
      }
    } else {
      follow(runs);
    }
  }

  private void follow(Path runs) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        show(look(runs));
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(List<RunState> states) {
    if (json) {
      Screen.json(java.util.Map.of("runs", states));
    } else {
      Screen.out(table(states));
    }
  }

  private List<RunState> look(Path runs) {
    List<RunState> states = new ArrayList<>();
    try (Stream<Path> folders = Files.isDirectory(runs) ? Files.list(runs) : Stream.empty()) {
      for (Path folder :
          folders.filter(f -> Files.exists(f.resolve("run.json"))).sorted().toList()) {
        try {
          RunState state = RunState.of(RunFolder.open(runs, folder.toString()), Instant.now());
          if (all || state.standing() != RunState.Word.FINISHED) {
            states.add(state);
          }
        } catch (InputException e) {
          Screen.say("left out: " + e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return states;
  }

  private String table(List<RunState> states) {
    if (states.isEmpty()) {
      return all ? "there are no runs" : "nothing is unfinished; --all also lists finished runs";
    }
    return Screen.table(
        List.of("run", "state", "over", "trials", "when over, and cost", "controller"),
        states.stream()
            .map(s ->
                List.of(
                    s.run(),
                    s.standing().word(),
                    s.over() + " of " + s.trials().size(),
                    RunView.totals(s),
                    RunView.forecast(s).orElse("-"),
                    s.controller().map(c -> c.process() + " on " + c.host()).orElse("-")))
            .toList());
  }
}
