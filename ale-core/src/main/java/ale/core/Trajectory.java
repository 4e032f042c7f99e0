package ale.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The history of one agent's work in the Agent Trajectory Interchange Format 1.7.
 *
 * @param sessionId of the run; several documents may share it
 * @param trajectoryId of this document; an embedded trajectory has one
 * @param continuedBy the file in which the history goes on
 */
public record Trajectory(
    @JsonProperty("schema_version") String schemaVersion,
    @JsonProperty("session_id") Optional<String> sessionId,
    @JsonProperty("trajectory_id") Optional<String> trajectoryId,
    @JsonProperty("agent") AgentInfo agent,
    @JsonProperty("steps") List<Step> steps,
    @JsonProperty("notes") Optional<String> notes,
    @JsonProperty("final_metrics") Optional<FinalMetrics> finalMetrics,
    @JsonProperty("continued_trajectory_ref") Optional<String> continuedBy,
    @JsonProperty("extra") Optional<ObjectNode> extra,
    @JsonProperty("subagent_trajectories") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Trajectory> subagents) {
  public static final String VERSION = "ATIF-v1.7";

  private static final int SHOWN = 5;

  public Trajectory {
    // The format's default; a document may leave it out.
    schemaVersion = Objects.requireNonNullElse(schemaVersion, VERSION);
    steps = List.copyOf(steps);
    subagents = List.copyOf(subagents);
  }

  /**
   * Reads a trajectory that keeps every rule of the format.
   *
   * @throws InputException naming the first rules that it breaks
   */
  public static Trajectory read(Path file) {
    JsonNode json = ForeignJson.read(file);
    List<TrajectoryCheck.Violation> violations = TrajectoryCheck.of(json);
    if (!violations.isEmpty()) {
      throw new InputException(
          file
              + " is not a trajectory of "
              + VERSION
              + ": "
              + violations.stream()
                  .limit(SHOWN)
                  .map(Object::toString)
                  .collect(Collectors.joining("; "))
              + (violations.size() > SHOWN
                  ? "; and " + (violations.size() - SHOWN) + " more"
                  : ""));
    }
    return Json.mapper().treeToValue(json, Trajectory.class);
  }
}
