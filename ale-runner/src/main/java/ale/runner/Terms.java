package ale.runner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * On what terms a run takes tasks that others wrote. It stands in the plan, and what of it touched
 * a trial is marked on its score.
 *
 * @param images which image of ours stands for one that a task names
 * @param taskEnv names of variables of this machine that tasks may read; never their values
 * @param verifierEnv what graders get over what tasks say
 * @param agentTime by what the time of agents is multiplied
 * @param verifierTime by what the time of graders is multiplied
 * @param datasets digests of the {@code dataset.toml} files that were asked for, by folder
 */
public record Terms(
    Map<String, String> images,
    List<String> taskEnv,
    Map<String, String> verifierEnv,
    double agentTime,
    double verifierTime,
    Map<String, String> datasets) {
  /** Tasks as they are. */
  public static final Terms NONE = new Terms(Map.of(), List.of(), Map.of(), 1, 1, Map.of());

  public Terms {
    images = java.util.Collections.unmodifiableMap(new TreeMap<>(images));
    taskEnv = List.copyOf(taskEnv);
    verifierEnv = java.util.Collections.unmodifiableMap(new TreeMap<>(verifierEnv));
    datasets = java.util.Collections.unmodifiableMap(new TreeMap<>(datasets));
  }

  /** What this machine has under a name, if tasks may read it. */
  Optional<String> known(String name) {
    return taskEnv.contains(name) ? Optional.ofNullable(System.getenv(name)) : Optional.empty();
  }

  /** The same for these datasets. */
  Terms pinning(Map<String, String> found) {
    return new Terms(images, taskEnv, verifierEnv, agentTime, verifierTime, found);
  }
}
