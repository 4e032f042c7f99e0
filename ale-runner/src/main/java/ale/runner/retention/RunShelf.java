package ale.runner.retention;

import ale.core.AleException;
import ale.core.InputException;
import ale.runner.Lease;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All runs of a folder: what they are, and what is done with them when they are over. */
public final class RunShelf {
  private static final String REMOVED = ".removed-";

  private final Path runs;
  private final InstantSource clock;

  public RunShelf(Path runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
  }

  /** What is known of every run, the oldest first. */
  public List<RunInfo> list() {
    return RunFolder.all(runs).stream().map(RunInfo::of).toList();
  }

  /** What is known of one. */
  public RunInfo info(String name) {
    return RunInfo.of(RunFolder.find(runs, name));
  }

  /**
   * What became of trials, by name.
   *
   * @param done the bytes that this freed
   * @param left why they were left as they were
   */
  public record Handled(Map<String, Long> done, Map<String, String> left) {}

  /** Makes every finished trial of a run an archive. */
  public Handled archive(String name) {
    return each(name, t -> !TrialArchive.complete(t), TrialArchive::archive);
  }

  /** Makes every archive of a run files again. */
  public Handled unarchive(String name) {
    return each(
        name,
        TrialArchive::is,
        trial -> {
          TrialArchive.unarchive(trial);
          return 0L;
        });
  }

  private Handled each(String name, Predicate<Path> wanted, Function<Path, Long> work) {
    RunFolder run = RunFolder.open(runs, name);
    Map<String, Long> done = new LinkedHashMap<>();
    Map<String, String> left = new LinkedHashMap<>();
    try (Lease _ = Lease.take(run.path(), clock)) {
      for (TrialOutcome outcome : run.outcomes()) {
        Path trial = run.trial(outcome.trial());
        if (wanted.test(trial)) {
          try {
            done.put(outcome.trial(), work.apply(trial));
          } catch (AleException e) {
            left.put(outcome.trial(), String.valueOf(e.getMessage()));
          }
        }
      }
    }
    return new Handled(done, left);
  }

  /**
   * Removes a run. It vanishes at once, and its files after that.
   *
   * @throws Lease.Held if a process is running it
   */
  public void remove(String name) {
    Path folder = RunFolder.find(runs, name).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException(
          folder + " is a link; remove the link by hand, or name the folder to which it leads");
    }
    Path gone = folder.resolveSibling(REMOVED + folder.getFileName());
    try {
      sweep(folder.resolveSibling(""));
      try (Lease _ = Lease.take(folder, clock)) {
        Files.move(folder, gone);
      }
      Trees.delete(gone);
    } catch (IOException e) {
      throw new AleException("cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Completes removals that were cut off. */
  private static void sweep(Path runs) throws IOException {
    List<Path> cut = new ArrayList<>();
    try (Stream<Path> all = Files.list(runs)) {
      all.filter(f -> String.valueOf(f.getFileName()).startsWith(REMOVED)).forEach(cut::add);
    }
    for (Path folder : cut) {
      Trees.delete(folder);
    }
  }
}
