package ale.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Other people's results. */
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
}
