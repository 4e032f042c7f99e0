package ale.cli;

import ale.core.InputException;
import ale.interop.AleRuns;
import ale.interop.AtifFolder;
import ale.interop.EvalLog;
import ale.interop.HarborJob;
import ale.interop.Loss;
import ale.interop.Run;
import ale.interop.TrialsParquet;
import ale.interop.TrialsTable;
import ale.runner.RunFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Our results in other people's formats. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    subcommands = ExportHarborCommand.class,
    description = {
      "Writes a run, or tasks, in another format. Every export ends with what the format could not carry;",
      "--json gives that list on standard output."
    })
final class ExportCommand {
  private static final String RUN = RunChoice.WHICH;
  private static final String JSON = "one line of JSON: what was written and what was lost";

  @Command(
      name = "trials",
      mixinStandardHelpOptions = true,
      description = {
        "Writes the trials of a run as a table: comma-separated values, to a file or to standard",
        "output, which ale import trials reads; or Parquet."
      })
  int trials(
      @Parameters(paramLabel = "RUN", description = RUN) String run,
      @ArgGroup(multiplicity = "1") Table table)
      throws IOException {
    Run found = run(run);
    if (table.csv.filter("-"::equals).isPresent()) {
      StringBuilder text = new StringBuilder();
      TrialsTable.write(found, text);
      Screen.raw(text);
      return Main.DONE;
    }
    Path file = table.parquet.orElseGet(() -> Path.of(table.csv.orElseThrow()));
    try {
      if (table.parquet.isPresent()) {
        TrialsParquet.write(found, file);
      } else {
        try (Writer out = Files.newBufferedWriter(file)) {
          TrialsTable.write(found, out);
        }
      }
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + e.getMessage(), e);
    }
    Screen.say(file + ": " + found.trials().size() + " trials");
    return Main.DONE;
  }

  /** The kinds of tables, of which one is wanted. */
  static final class Table {
    @Option(
        names = "--csv",
        arity = "0..1",
        fallbackValue = "-",
        paramLabel = "FILE",
        description = "comma-separated values (RFC 4180); on standard output without a name")
    private Optional<String> csv = Optional.empty();

    @Option(names = "--parquet", paramLabel = "FILE", description = "a Parquet file")
    private Optional<Path> parquet = Optional.empty();
  }

  @Command(
      name = "eval",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a log of Inspect, which its reader and its viewer open. A log has one agent: of a",
        "run with several, name one, or name a folder, which gets a log for each."
      })
  int eval(
      @Parameters(paramLabel = "RUN", description = RUN) String run,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "FILE.eval|DIR",
              description = "a log, or a folder of logs")
          Path to,
      @Option(names = "--agent", paramLabel = "NAME", description = "only this agent's trials")
          Optional<String> agent,
      @Option(names = "--json", description = JSON) boolean json) {
    Run whole = run(run);
    agent
        .filter(a -> !whole.agents().contains(a))
        .ifPresent(a -> {
          throw new InputException(
              "run "
                  + whole.id()
                  + " has no finished trial of "
                  + a
                  + "; it has "
                  + String.join(", ", whole.agents()));
        });
    List<String> agents = agent.map(List::of).orElse(whole.agents());
    if (to.toString().endsWith(".eval")) {
      return done(whole, to, EvalLog.write(agent.map(whole::of).orElse(whole), to), json);
    }
    List<Loss> losses = new ArrayList<>();
    for (String one : agents) {
      String name = (whole.id() + "_" + one).replaceAll("[^A-Za-z0-9._-]", "-") + ".eval";
      losses.addAll(EvalLog.write(whole.of(one), to.resolve(name)));
    }
    return done(whole, to, losses, json);
  }

  @Command(
      name = "harbor-job",
      mixinStandardHelpOptions = true,
      description = "Writes a job folder of Harbor with its trial folders.")
  int harborJob(
      @Parameters(paramLabel = "RUN", description = RUN) String run,
      @Option(names = "--to", required = true, paramLabel = "DIR", description = "a new folder")
          Path to,
      @Option(names = "--json", description = JSON) boolean json) {
    return write(run, to, json, HarborJob::write);
  }

  @Command(
      name = "atif",
      mixinStandardHelpOptions = true,
      description = "Writes the trajectories (ATIF 1.7), a folder for each trial.")
  int atif(
      @Parameters(paramLabel = "RUN", description = RUN) String run,
      @Option(names = "--to", required = true, paramLabel = "DIR", description = "a new folder")
          Path to,
      @Option(names = "--json", description = JSON) boolean json) {
    return write(run, to, json, AtifFolder::write);
  }

  @Command(
      name = "ale",
      mixinStandardHelpOptions = true,
      description = "Writes run.json and trajectory.json (ALE-v1.0) in the layout of ale_run.")
  int ale(
      @Parameters(paramLabel = "RUN", description = RUN) String run,
      @Option(names = "--to", required = true, paramLabel = "DIR", description = "a new folder")
          Path to,
      @Option(names = "--json", description = JSON) boolean json) {
    return write(run, to, json, AleRuns::write);
  }

  private static Run run(String name) {
    return ExportedRun.of(RunFolder.open(Places.standard().runs(), name));
  }

  private static int write(
      String name, Path to, boolean json, BiFunction<Run, Path, List<Loss>> format) {
    Run run = run(name);
    return done(run, to, format.apply(run, to), json);
  }

  private static int done(Run run, Path to, List<Loss> losses, boolean json) {
    if (json) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("run", run.id());
      said.put("to", to.toString());
      said.put("trials", run.trials().size());
      said.put("losses", losses);
      Screen.json(said);
    } else {
      Screen.say(to + ": " + run.trials().size() + " of " + run.planned() + " trials");
      Screen.losses(losses);
    }
    return Main.DONE;
  }
}
