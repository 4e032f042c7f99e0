package ale.runner;

import ale.core.InputException;
import ale.core.Json;
import ale.stats.Board;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run on disk. */
public final class RunFolder {
  private final Path folder;
  private final RunPlan plan;

  private RunFolder(Path folder, RunPlan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /** Makes the folder of a new run; instances that were made for it may stand in it already. */
  public static RunFolder create(Path runs, RunPlan plan) {
    Path folder = runs.resolve(plan.id());
    try {
      Files.createDirectories(folder);
      Files.createDirectory(folder.resolve("trials"));
    } catch (IOException e) {
      throw new InputException("cannot make the run folder " + folder + ": " + e.getMessage(), e);
    }
    Json.write(folder.resolve("run.json"), plan);
    return new RunFolder(folder, plan);
  }

  /**
   * Opens a run by its folder, or by its name or the start of its name below a folder of runs.
   *
   * @throws InputException if there is none or more than one
   */
  public static RunFolder open(Path runs, String name) {
    return at(find(runs, name));
  }

  /**
   * The folder of a run, which may be of any version.
   *
   * @throws InputException if there is none or more than one
   */
  public static Path find(Path runs, String name) {
    if (Files.exists(Path.of(name).resolve("run.json"))) {
      return Path.of(name);
    }
    List<Path> found =
        all(runs).stream().filter(f -> String.valueOf(f.getFileName()).startsWith(name)).toList();
    return switch (found.size()) {
      case 0 -> throw new InputException("there is no run " + name + " in " + runs);
      case 1 -> found.getFirst();
      default ->
          throw new InputException(
              name + " could be any of " + found.size() + " runs in " + runs + "; say more of it");
    };
  }

  /** The folders of all runs, the oldest first. */
  public static List<Path> all(Path runs) {
    try (Stream<Path> all = Files.isDirectory(runs) ? Files.list(runs) : Stream.empty()) {
      return all.filter(f -> !String.valueOf(f.getFileName()).startsWith("."))
          .filter(f -> Files.exists(f.resolve("run.json")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(String format) {}

  /**
   * The run in a folder.
   *
   * @throws InputException if it is none, or of another version
   */
  public static RunFolder at(Path folder) {
    Path file = folder.resolve("run.json");
    String format = Json.read(file, Format.class).format();
    if (!format.equals(RunPlan.FORMAT)) {
      throw new InputException(
          file
              + " has the format "
              + format
              + ", this ale reads "
              + RunPlan.FORMAT
              + "; use the ale that made it");
    }
    return new RunFolder(folder, Json.read(file, RunPlan.class));
  }

  public Path path() {
    return folder;
  }

  public RunPlan plan() {
    return plan;
  }

  public Path trial(String id) {
    return folder.resolve("trials").resolve(id);
  }

  /** How a trial ended, if it did. */
  public Optional<TrialOutcome> outcome(String trial) {
    Path file = trial(trial).resolve("outcome.json");
    return Files.exists(file) ? Optional.of(Json.read(file, TrialOutcome.class)) : Optional.empty();
  }

  /** Every trial that is to be run; of an adaptive run, those that have been decided so far. */
  public List<RunPlan.TrialSpec> trials() {
    return AdaptiveRun.of(this).map(AdaptiveRun::trials).orElseGet(plan::trials);
  }

  /** Whether nothing is left to run or to decide. */
  public boolean over() {
    return AdaptiveRun.of(this).map(AdaptiveRun::over).orElse(true)
        && trials().stream().allMatch(t -> outcome(t.id()).isPresent());
  }

  /** Every trial of the plan that has no outcome yet; an adaptive run will not need them all. */
  public List<RunPlan.TrialSpec> remaining() {
    return plan.trials().stream().filter(t -> outcome(t.id()).isEmpty()).toList();
  }

  /** Every outcome so far, in the order of the plan. */
  public List<TrialOutcome> outcomes() {
    return plan.trials().stream().flatMap(t -> outcome(t.id()).stream()).toList();
  }

  /** The board of the outcomes so far. */
  public Board board() {
    return board(outcomes());
  }

  /** The board of these outcomes, of which some may not be on disk, for instance a full one. */
  public Board board(List<TrialOutcome> outcomes) {
    Map<String, RunPlan.TrialSpec> planned =
        plan.trials().stream().collect(Collectors.toMap(RunPlan.TrialSpec::id, t -> t));
    return Board.of(
        plan.id(),
        outcomes.stream()
            .flatMap(o -> Stream.ofNullable(planned.get(o.trial())).map(t -> entry(t, o)))
            .toList());
  }

  private static Board.Entry entry(RunPlan.TrialSpec trial, TrialOutcome end) {
    return new Board.Entry(
        end.agent(),
        end.instance(),
        trial.instance().family(),
        end.cluster(),
        trial.repetition(),
        end.outcome());
  }
}
