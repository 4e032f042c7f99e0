package ale.interop;

import ale.core.Trajectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a valid trajectory of ATIF 1.0 to 1.6 one of 1.7. Up to 1.6 the session named a document
 * and joined a sub-agent's to it; from 1.7 on the trajectory's own id does.
 */
final class AtifUpgrade {
  private AtifUpgrade() {}

  static ObjectNode of(JsonNode valid, Losses losses) {
    ObjectNode atif = (ObjectNode) valid.deepCopy();
    String version = atif.path("schema_version").asString(Trajectory.VERSION);
    upgrade(atif, version, losses);
    return atif;
  }

  private static void upgrade(ObjectNode atif, String inherited, Losses losses) {
    String version = atif.path("schema_version").asString(inherited);
    if (version.compareTo(Trajectory.VERSION) < 0) {
      if (atif.hasNonNull("session_id") && !atif.hasNonNull("trajectory_id")) {
        atif.set("trajectory_id", atif.path("session_id"));
      }
      for (JsonNode step : atif.path("steps")) {
        for (JsonNode result : step.path("observation").path("results")) {
          result.path("subagent_trajectory_ref").forEach(r -> joined((ObjectNode) r, losses));
        }
      }
    }
    atif.put("schema_version", Trajectory.VERSION);
    atif.path("subagent_trajectories").forEach(s -> upgrade((ObjectNode) s, version, losses));
  }

  private static void joined(ObjectNode ref, Losses losses) {
    if (!ref.hasNonNull("trajectory_id") && !ref.hasNonNull("trajectory_path")) {
      ref.set("trajectory_id", ref.path("session_id"));
      losses.add(
          "/steps/observation/results/subagent_trajectory_ref",
          "its session is taken as the id of the trajectory, as it was meant up to 1.6");
    }
  }
}
