package ale.agents;

import ale.core.TrajectoryRecorder;
import ale.guest.GuestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a harness is given for one trial.
 *
 * @param agent who acts: the harness's own model, settings and budget
 * @param guest the computer
 * @param screen whether the computer has a display
 * @param instruction the job description
 * @param workDirectory where the inputs are, as an absolute path in the computer
 * @param solution the instance's {@code solution/} folder on this machine; only the oracle looks
 * @param logs a folder on this machine for the harness's own logs; empty when the work begins
 * @param budget how long the work may take
 * @param model the door to models, if the agent has a model
 * @param trajectory where every action is recorded; the instruction stands in it already
 * @param past what an earlier controller did of this work, if there was one
 * @param solutionEnv variables of the instance's {@code solution/}; only the oracle looks
 * @param servers servers of tools that the task offers
 */
public record Workplace(
    Agent agent,
    GuestClient guest,
    boolean screen,
    String instruction,
    String workDirectory,
    Path solution,
    Path logs,
    Duration budget,
    Optional<ModelAccess> model,
    TrajectoryRecorder trajectory,
    Past past,
    Map<String, String> solutionEnv,
    List<ToolServer> servers) {
  private static final Duration LEAST = Duration.ofMillis(1);

  public Workplace {
    solutionEnv = Map.copyOf(solutionEnv);
    servers = List.copyOf(servers);
  }

  /** A place where the work begins. */
  public Workplace(
      Agent agent,
      GuestClient guest,
      boolean screen,
      String instruction,
      String workDirectory,
      Path solution,
      Path logs,
      Duration budget,
      Optional<ModelAccess> model,
      TrajectoryRecorder trajectory) {
    this(
        agent,
        guest,
        screen,
        instruction,
        workDirectory,
        solution,
        logs,
        budget,
        model,
        trajectory,
        Past.none(),
        Map.of(),
        List.of());
  }

  /** How much of the budget is left. */
  Duration left() {
    Duration left = budget.minus(past.spent());
    return left.compareTo(LEAST) > 0 ? left : LEAST;
  }
}
