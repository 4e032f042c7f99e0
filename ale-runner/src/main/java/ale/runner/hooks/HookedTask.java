package ale.runner.hooks;

import ale.tasks.Instance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An instance that was made from somebody's task package and is set up and graded by its hooks.
 *
 * @param tests its {@code tests/}, in which {@code hooks/} and {@code reference/} are
 * @param domain of the package
 * @param task its name in the domain
 * @param variant which of the tasks that its hook {@code load} gives
 * @param root under which the computer has the data of all packages
 * @param image of the room in which its hooks run
 */
public record HookedTask(
    Path tests, String domain, String task, int variant, String root, String image) {
  /** The table in {@code [metadata]} that makes an instance one of these. */
  public static final String TABLE = "ale_package";

  /** The instance as one, if it is one. */
  public static Optional<HookedTask> of(Instance instance) {
    return Optional.ofNullable(instance.config().metadata().get(TABLE))
        .filter(JsonNode::isObject)
        .map(t ->
            new HookedTask(
                instance.tests(),
                t.path("domain").asString(""),
                t.path("task").asString(""),
                t.path("variant").asInt(0),
                t.path("root").asString(""),
                t.path("hooks").asString("")));
  }

  /** Where its code is, with the program that runs it. */
  public Path program() {
    return tests.resolve("hooks");
  }

  /** What only the grader may see; it belongs beside the inputs. */
  public Path reference() {
    return tests.resolve("reference");
  }

  /** The arguments of {@code hooks.py} for one of its hooks. */
  public List<String> arguments(String hook) {
    return List.of(hook, domain, task, Integer.toString(variant));
  }
}
