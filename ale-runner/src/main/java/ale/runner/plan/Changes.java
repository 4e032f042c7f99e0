package ale.runner.plan;

import ale.core.Digest;
import ale.core.InputException;
import ale.core.Json;
import ale.runner.Inventory;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What changed under a run between its planning and now, so far as it touches trials that are still
 * to be run; and what of it a person accepted, which stands in {@code accepted.json} of the run.
 */
public final class Changes {
  private static final String FILE = "accepted.json";
  private static final String FORMAT = "ale-accepted-1";

  /**
   * What a person accepted at one time.
   *
   * @param at when
   * @param by who
   * @param changes that the run goes on with
   * @param trials that had ended before
   */
  public record Acceptance(Instant at, String by, List<Change> changes, int trials) {
    public Acceptance {
      changes = List.copyOf(changes);
    }
  }

  private record Accepted(String format, List<Acceptance> accepted) {}

  private final RunFolder run;
  private final List<Change> surroundings;
  private final List<Change> instances;

  private Changes(RunFolder run, List<Change> surroundings, List<Change> instances) {
    this.run = run;
    this.surroundings = surroundings;
    this.instances = instances;
  }

  /** Looks for them. */
  public static Changes of(RunFolder run, Inventory inventory) {
    List<RunPlan.TrialSpec> remaining = run.remaining();
    if (remaining.isEmpty()) {
      return new Changes(run, List.of(), List.of());
    }
    List<RunPlan.PlannedInstance> instances =
        remaining.stream().map(RunPlan.TrialSpec::instance).distinct().toList();
    Map<String, String> now =
        inventory
            .freeze(
                remaining.stream().map(RunPlan.TrialSpec::agent).distinct().toList(),
                instances,
                run.plan().taken())
            .things();
    List<Change> changes = new ArrayList<>();
    then(run)
        .forEach((what, was) -> {
          String is = now.getOrDefault(what, was); // what no remaining trial needs does not matter
          if (!is.equals(was)) {
            changes.add(new Change(what, was, is));
          }
        });
    return new Changes(run, changes, instances.stream().flatMap(i -> changed(i).stream()).toList());
  }

  /** As the run was planned, or as a person accepted it since. */
  private static Map<String, String> then(RunFolder run) {
    Map<String, String> then = run.plan().frozen().things();
    for (Acceptance acceptance : accepted(run)) {
      acceptance.changes().forEach(c -> then.put(c.what(), c.now()));
    }
    return then;
  }

  private static Optional<Change> changed(RunPlan.PlannedInstance instance) {
    if (!instance.problem().isEmpty()) {
      return Optional.empty();
    }
    Path folder = Path.of(instance.path());
    String now = Files.isDirectory(folder) ? Digest.ofFolder(folder) : "gone";
    return now.equals(instance.digest())
        ? Optional.empty()
        : Optional.of(new Change("instance " + folder, instance.digest(), now));
  }

  /** All of them. */
  public List<Change> all() {
    List<Change> all = new ArrayList<>(surroundings);
    all.addAll(instances);
    return all;
  }

  /**
   * Lets the run go on if nothing changed, or if a person accepts what did. An instance that
   * changed cannot be accepted: outcomes of two tasks would stand under one name.
   *
   * @throws InputException naming each change, what it was and what it is
   */
  public void settle(boolean accept, Instant now, String by) {
    if (!instances.isEmpty()) {
      throw refusal(instances, "put the old content back, or plan a new run with ale run --new");
    }
    if (surroundings.isEmpty()) {
      return;
    }
    if (!accept) {
      throw refusal(
          surroundings,
          "put it back as it was, plan a new run with ale run --new, or mix them knowingly with"
              + " --accept-changes, which is recorded in the run");
    }
    List<Acceptance> accepted = new ArrayList<>(accepted(run));
    accepted.add(new Acceptance(now, by, surroundings, run.outcomes().size()));
    Json.write(run.path().resolve(FILE), new Accepted(FORMAT, accepted));
  }

  private InputException refusal(List<Change> changes, String advice) {
    return new InputException(
        "run "
            + run.plan().id()
            + " was planned otherwise:\n  "
            + changes.stream().map(Change::words).collect(Collectors.joining("\n  "))
            + "\n"
            + advice);
  }

  /** What was accepted of a run, the oldest first. */
  public static List<Acceptance> accepted(RunFolder run) {
    Path file = run.path().resolve(FILE);
    return Files.exists(file) ? Json.read(file, Accepted.class).accepted() : List.of();
  }
}
