package ale.cli;

import ale.core.Digest;
import ale.core.InputException;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.stats.Trials;
import ale.store.Source;
import ale.store.Store;
import ale.store.TrialRow;
import ale.store.TrialsCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is known about who passed what on this machine: the runs of its folder, and the
 * files that were imported. The store is only their index.
 */
final class Results {
  private static final String RUN = "run";
  private static final String CSV = "csv";
  private static final int TOLD_EVERY = 250_000;

  private final Path runs;
  private final Path imports;
  private final Store store;

  private Results(Path runs, String database) {
    this.runs = runs;
    this.imports = runs.resolve(".imports");
    this.store = Store.open(database);
  }

  /** The results of this machine; {@code ALE_DB} may name another database. */
  static Results of(Places places) {
    String database =
        Optional.ofNullable(System.getenv("ALE_DB"))
            .filter(v -> !v.isBlank())
            .orElse(places.runs().resolve(".store/ale.db").toString());
    return new Results(places.runs(), database);
  }

  static Results at(Path runs) {
    return new Results(runs, runs.resolve(".store/ale.db").toString());
  }

  Store store() {
    return store;
  }

  /** What an import did. */
  record Imported(String source, int trials, boolean changed, List<String> ignored) {}

  /** Keeps a table of trials beside the runs, and reads it. */
  Imported load(Path file, String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new InputException(
          "not a name for a source: " + name + "; use letters, digits, dots and hyphens");
    }
    if (store.source(name).filter(s -> s.kind().equals(RUN)).isPresent()) {
      throw new InputException(name + " is a run of this machine; choose another name");
    }
    boolean changed = read(file, name);
    keep(file, imports.resolve(name + ".csv"));
    try (TrialsCsv csv = TrialsCsv.open(file)) {
      int trials = store.source(name).map(Source::trials).orElse(0);
      return new Imported(name, trials, changed, csv.unknown());
    }
  }

  private boolean read(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("there is no file " + file);
    }
    try (TrialsCsv csv = TrialsCsv.open(file)) {
      long[] count = {0};
      Stream<TrialRow> rows =
          csv.rows()
              .peek(r -> {
                if (++count[0] % TOLD_EVERY == 0) {
                  Screen.say(name + ": " + count[0] + " trials read");
                }
              });
      return store.put(name, CSV, Digest.ofFile(file), rows);
    }
  }

  private static void keep(Path file, Path place) {
    try {
      Files.createDirectories(place.resolveSibling("."));
      if (!Files.exists(place) || !Files.isSameFile(file, place)) {
        Path part = place.resolveSibling("." + place.getFileName() + ".part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new InputException("cannot keep a copy of " + file + ": " + e.getMessage(), e);
    }
  }

  /** Brings the index up to date with the folders, and forgets runs that are gone. */
  void refresh() {
    Map<String, Path> found =
        RunFolder.all(runs).stream()
            .collect(Collectors.toMap(f -> String.valueOf(f.getFileName()), f -> f));
    for (Source source : store.sources()) {
      if (source.kind().equals(RUN) && !found.containsKey(source.name())) {
        store.remove(source.name());
      }
    }
    found.forEach((name, folder) -> {
      RunFolder run;
      try {
        run = RunFolder.open(runs, folder.toString());
      } catch (InputException e) {
        Screen.say("left out: " + e.getMessage());
        return;
      }
      List<TrialOutcome> outcomes = run.outcomes();
      String digest =
          Digest.of(
              outcomes.stream()
                  .map(o -> o.trial() + " " + o.outcome() + " " + o.finished())
                  .collect(Collectors.joining("\n")));
      store.put(name, RUN, digest, RunRows.of(run, outcomes));
    });
  }

  /** Agents of a run that are no measure of a task: without a model, or disturbed. */
  Set<String> noMeasure(Source source) {
    return RunFolder.open(runs, source.name()).plan().agents().stream()
        .filter(a -> a.agent().model().isEmpty() || a.injection().isPresent())
        .map(RunPlan.PlannedAgent::name)
        .collect(Collectors.toSet());
  }

  /** Makes the whole index again. */
  void rebuild() {
    store.clear();
    refresh();
    try (Stream<Path> kept = Files.isDirectory(imports) ? Files.list(imports) : Stream.empty()) {
      kept.filter(f -> f.toString().endsWith(".csv"))
          .sorted()
          .forEach(f -> read(f, String.valueOf(f.getFileName()).replaceFirst("\\.csv$", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a source that was imported, with the copy of its file. */
  void forget(String name) {
    Source source =
        store
            .source(name)
            .orElseThrow(() -> new InputException("there is no source " + name + " in the store"));
    if (source.kind().equals(RUN)) {
      throw new InputException(name + " is a run; remove its folder instead");
    }
    store.remove(name);
    try {
      Files.deleteIfExists(imports.resolve(name + ".csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every trial of a source by itself. */
  Trials singleTrials(String source) {
    Trials.Builder trials = Trials.builder();
    for (String agent : store.agents(source)) {
      store.trials(source, agent).forEach(row -> Summary.add(trials, row));
    }
    return trials.build();
  }

  Summary summary(String source) {
    return Summary.of(store, source);
  }
}
