package ale.runner.retention;

import ale.core.InputException;
import ale.core.Outcome;
import ale.runner.Lease;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as a list shows it.
 *
 * @param run its name
 * @param state what it is in
 * @param holder who is running it
 * @param problem why it cannot be read
 * @param started when it was planned
 * @param trials how many there are
 * @param scored trials with a score
 * @param unscored trials that something other than the agent failed
 * @param invalid trials whose agent broke the rules
 * @param archived trials that are archives
 * @param bytes what its files take
 * @param folder where it is
 */
public record RunInfo(
    String run,
    State state,
    Optional<Lease.Holder> holder,
    Optional<String> problem,
    Optional<Instant> started,
    int trials,
    int scored,
    int unscored,
    int invalid,
    int archived,
    long bytes,
    Path folder) {
  /** What a run is in. */
  public enum State {
    /** Some process has its lease. */
    RUNNING,
    /** Nobody is running it, and some trials have no outcome. */
    UNFINISHED,
    /** Every trial has an outcome. */
    FINISHED,
    /** It was made by another version, or its plan is damaged. */
    UNREADABLE;

    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static RunInfo of(Path folder) {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    long bytes;
    try {
      bytes = Trees.bytes(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Optional<Lease.Holder> holder = Lease.holder(folder);
    try {
      RunFolder run = RunFolder.at(folder);
      List<TrialOutcome> ends = run.outcomes();
      int trials = run.trials().size();
      return new RunInfo(
          name,
          holder.isPresent() ? State.RUNNING : run.over() ? State.FINISHED : State.UNFINISHED,
          holder,
          Optional.empty(),
          Optional.of(run.plan().created()),
          trials,
          count(ends, Outcome.Scored.class),
          count(ends, Outcome.Unscored.class),
          count(ends, Outcome.Invalid.class),
          (int) ends.stream().filter(e -> TrialArchive.is(run.trial(e.trial()))).count(),
          bytes,
          folder);
    } catch (InputException e) {
      return new RunInfo(
          name,
          holder.isPresent() ? State.RUNNING : State.UNREADABLE,
          holder,
          Optional.of(String.valueOf(e.getMessage())),
          Optional.empty(),
          0,
          0,
          0,
          0,
          0,
          bytes,
          folder);
    }
  }

  private static int count(List<TrialOutcome> ends, Class<? extends Outcome> kind) {
    return (int) ends.stream().filter(e -> kind.isInstance(e.outcome())).count();
  }
}
