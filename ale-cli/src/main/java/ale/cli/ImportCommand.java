package ale.cli;

import ale.interop.AleImport;
import ale.interop.AtifImport;
import ale.interop.HarborDataset;
import ale.interop.Imported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Other people's results, and tasks of ours that were away. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Brings in results from elsewhere, so that board and compare work on them.")
final class ImportCommand {
  @Command(
      name = "trials",
      mixinStandardHelpOptions = true,
      description = {
        "Imports a table of trials. Columns: agent, task, trial, passed (true, false, unscored or",
        "invalid) and, if known, score, family, cluster, cost_usd, input_tokens, output_tokens,",
        "seconds. The same file is imported once; another file of the same name replaces it."
      })
  int trials(
      @Parameters(paramLabel = "FILE.csv", description = "the table, with a header") Path file,
      @Option(names = "--source", required = true, paramLabel = "NAME", description = "its name")
          String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    long start = System.nanoTime();
    Results.Imported imported = Results.of(Places.standard()).load(file, name);
    if (json) {
      Screen.json(imported);
      return Main.DONE;
    }
    if (!imported.ignored().isEmpty()) {
      Screen.say("columns that were left out: " + String.join(", ", imported.ignored()));
    }
    Screen.say(
        String.format(
            Locale.ROOT,
            "%s: %,d trials, %s in %.1f s; look at them with: ale board --source %s",
            name,
            imported.trials(),
            imported.changed() ? "read" : "which were there already, found",
            (System.nanoTime() - start) / 1e9,
            name));
    return Main.DONE;
  }

  @Command(
      name = "harbor",
      mixinStandardHelpOptions = true,
      description = "Takes tasks that ale export harbor has written back to what they were.")
  int harbor(
      @Parameters(paramLabel = "DIR", description = "the dataset") Path dataset,
      @Option(names = "--to", required = true, paramLabel = "DIR", description = "a new folder")
          Path to) {
    HarborDataset.back(dataset, to).forEach(f -> Screen.out(f.toString()));
    return Main.DONE;
  }

  @Command(
      name = "ale",
      mixinStandardHelpOptions = true,
      description = {
        "Imports the outcomes of a tree of ale_run: every run.json below a folder. A trial without a",
        "score is unscored, a score of 1 is a pass. The same tree is imported once."
      })
  int ale(
      @Parameters(paramLabel = "DIR", description = "output folder of ale_run") Path folder,
      @Option(names = "--source", required = true, paramLabel = "NAME", description = "its name")
          String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    return keep(AleImport.read(folder), name, json);
  }

  @Command(
      name = "atif",
      mixinStandardHelpOptions = true,
      description = {
        "Imports the outcomes that go with trajectories of ATIF 1.0 to 1.7: of our own exports, of",
        "Harbor's trial folders, or from final_metrics.extra.reward; otherwise the trial is",
        "unscored."
      })
  int atif(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "trajectories")
          List<Path> files,
      @Option(names = "--source", required = true, paramLabel = "NAME", description = "its name")
          String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    return keep(AtifImport.read(files), name, json);
  }

  /** A table that was made of other files is kept like one that was given. */
  private static int keep(Imported imported, String name, boolean json) {
    Results.Imported kept;
    try {
      Path table = Files.createTempFile("ale-import", ".csv");
      try {
        Files.writeString(table, imported.table());
        kept = Results.of(Places.standard()).load(table, name);
      } finally {
        Files.deleteIfExists(table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (json) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("source", name);
      said.put("trials", kept.trials());
      said.put("changed", kept.changed());
      said.put("skipped", imported.skipped());
      Screen.json(said);
      return Main.DONE;
    }
    imported.skipped().forEach(s -> Screen.say("left out: " + s));
    Screen.say(
        name
            + ": "
            + kept.trials()
            + (kept.changed() ? " trials" : " trials, which were there already")
            + "; look at them with: ale board --source "
            + name);
    return Main.DONE;
  }
}
