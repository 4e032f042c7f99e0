package ale.runner.plan;

import ale.core.InputException;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import java.nio.file.Path;
import java.util.Optional;

/** Runs that were begun and not brought to their end. */
public final class Unfinished {
  private Unfinished() {}

  /** The newest of them that asks for what a plan asks for. */
  public static Optional<RunFolder> like(RunPlan plan, Path runs) {
    for (Path folder : RunFolder.all(runs).reversed()) {
      try {
        RunFolder run = RunFolder.at(folder);
        if (run.plan().asks(plan) && !run.over()) {
          return Optional.of(run);
        }
      } catch (InputException e) {
        // a run of another version cannot be gone on with
      }
    }
    return Optional.empty();
  }
}
