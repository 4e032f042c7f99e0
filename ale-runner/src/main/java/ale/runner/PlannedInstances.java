package ale.runner;

import ale.core.InputException;
import ale.core.Taxonomy;
import ale.core.Tier;
import ale.tasks.AleMetadata;
import ale.tasks.Instance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Instance folders as a plan sees them. A folder that cannot be used is planned with its problem.
 */
final class PlannedInstances {
  private static final String NONE = "other";

  private PlannedInstances() {}

  static RunPlan.PlannedInstance of(
      TaskSource.Found found, Terms terms, List<RunPlan.PlannedInstance> before) {
    Path path = found.folder().toAbsolutePath().normalize();
    String id =
        unique(String.valueOf(path.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_"), before);
    if (!found.problem().isEmpty()) {
      return problem(id, path, found.problem());
    }
    Instance instance;
    try {
      instance = Instance.load(path);
    } catch (InputException e) {
      return problem(id, path, String.valueOf(e.getMessage()));
    }
    Optional<AleMetadata> ale = instance.config().ale();
    InstancePlan plan = InstancePlan.of(instance, List.of(), terms);
    return new RunPlan.PlannedInstance(
        id,
        path.toString(),
        instance.digest(),
        ale.map(AleMetadata::family).orElse(""),
        ale.map(a -> Taxonomy.standard().clusterOf(a.subfield()).key()).orElse(NONE),
        ale.map(AleMetadata::subfield).orElse(NONE),
        ale.map(AleMetadata::tier).map(Tier::word).orElse(""),
        plan.computer().ours().orElse(""),
        instance.config().agentNetwork().effective().word(),
        "");
  }

  private static RunPlan.PlannedInstance problem(String id, Path path, String problem) {
    return new RunPlan.PlannedInstance(
        id, path.toString(), "", "", NONE, NONE, "", "", "", problem);
  }

  private static String unique(String name, List<RunPlan.PlannedInstance> before) {
    String id = name;
    for (int n = 2; taken(id, before); n++) {
      id = name + "-" + n;
    }
    return id;
  }

  private static boolean taken(String id, List<RunPlan.PlannedInstance> before) {
    return before.stream().anyMatch(b -> b.id().equals(id));
  }
}
