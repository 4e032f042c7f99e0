package ale.cli;

import ale.core.InputException;
import ale.runner.RunFolder;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The trial of a run that a command is about. */
final class TrialChoice {
  static final String WHICH = "a trial's name, or a part of it that only one has";

  @Mixin private RunChoice run = new RunChoice();

  @Parameters(index = "1", paramLabel = "TRIAL", description = WHICH)
  private String trial = "";

  /** The folder of its run. */
  RunFolder folder() {
    return run.folder();
  }

  /** Its whole name. */
  String in(RunFolder run) {
    return find(run, trial);
  }

  /** The whole name of the one trial that has a name or a part of it. */
  static String find(RunFolder folder, String part) {
    List<String> all = folder.plan().trials().stream().map(t -> t.id()).toList();
    if (all.contains(part)) {
      return part;
    }
    List<String> found = all.stream().filter(t -> t.contains(part)).toList();
    if (found.size() != 1) {
      throw new InputException(
          part
              + " names "
              + found.size()
              + " trials of this run; the trials are "
              + String.join(", ", found.isEmpty() ? all : found));
    }
    return found.getFirst();
  }
}
