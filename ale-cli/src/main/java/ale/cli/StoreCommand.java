package ale.cli;

import ale.store.Source;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The index of results. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = {
      "The index of results: a file below the runs, or the database that ALE_DB names",
      "(jdbc:postgresql://...). It can be made again from the folders at any time."
    })
final class StoreCommand {
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what is in it.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    Results results = Results.of(Places.standard());
    results.refresh();
    List<Source> sources = results.store().sources();
    if (json) {
      Screen.json(sources);
    } else {
      Screen.out(
          Screen.table(
              List.of("source", "kind", "trials"),
              sources.stream()
                  .map(s -> List.of(s.name(), s.kind(), Integer.toString(s.trials())))
                  .toList()));
    }
    return Main.DONE;
  }

  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description = "Makes it again from the run folders and the files that were imported.")
  int rebuild() {
    Results results = Results.of(Places.standard());
    results.rebuild();
    Screen.say("the store has " + results.store().sources().size() + " sources");
    return Main.DONE;
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = "Forgets a source that was imported.")
  int forget(@Parameters(paramLabel = "NAME", description = "of the source") String name) {
    Results.of(Places.standard()).forget(name);
    return Main.DONE;
  }
}
