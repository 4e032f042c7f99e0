package ale.cli;

import ale.core.InputException;
import ale.runner.Terms;
import ale.tasks.ImageMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On what terms tasks that others wrote are taken. */
final class TermsChoice {
  @Option(
      names = "--image-map",
      paramLabel = "FILE",
      description = {
        "TOML: which image of ours stands for one that a task names, for instance",
        "\"ubuntu:24.04\" = \"ale/workstation\"; it is marked on the score"
      })
  private Optional<Path> imageMap = Optional.empty();

  @Option(
      names = "--task-env",
      paramLabel = "NAME",
      description =
          "a variable of this machine that tasks may read as ${NAME}; without it none can be read")
  private List<String> taskEnv = new ArrayList<>();

  @Option(
      names = "--verifier-env",
      paramLabel = "NAME=VALUE",
      description = "a variable of graders, over what tasks say; a value may be ${NAME}")
  private List<String> verifierEnv = new ArrayList<>();

  @Option(
      names = "--timeout-multiplier",
      paramLabel = "X",
      description = "multiplies the time limits of tasks")
  private Optional<Double> all = Optional.empty();

  @Option(
      names = "--agent-timeout-multiplier",
      paramLabel = "X",
      description = "the same for agents only")
  private Optional<Double> agent = Optional.empty();

  @Option(
      names = "--verifier-timeout-multiplier",
      paramLabel = "X",
      description = "the same for graders only")
  private Optional<Double> verifier = Optional.empty();

  Terms terms() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String one : verifierEnv) {
      int end = one.indexOf('=');
      if (end < 1) {
        throw new InputException("--verifier-env wants NAME=VALUE, not " + one);
      }
      variables.put(one.substring(0, end), one.substring(end + 1));
    }
    return new Terms(
        imageMap.map(ImageMap::read).orElse(Map.of()),
        taskEnv,
        variables,
        factor("--agent-timeout-multiplier", agent),
        factor("--verifier-timeout-multiplier", verifier),
        Map.of());
  }

  /** One phase's own multiplier comes on top of that of all. */
  private double factor(String option, Optional<Double> own) {
    for (double x : List.of(all.orElse(1.0), own.orElse(1.0))) {
      if (!(x > 0 && x <= 1000)) {
        throw new InputException(
            "--timeout-multiplier and " + option + " want a number above 0, not " + x);
      }
    }
    return all.orElse(1.0) * own.orElse(1.0);
  }
}
