package ale.runner;

import ale.core.Grade;
import ale.tasks.Instance;
import ale.tasks.InstanceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Grades files that no agent made, for people who test graders. */
public final class CleanRoom {
  private CleanRoom() {}

  /**
   * Grades files as if an agent had delivered them.
   *
   * @param instance a task folder
   * @param files path relative to the work directory, or absolute, to content
   * @param place a folder for the logs
   */
  public static Grade grade(
      Machinery machinery, Path instance, Map<String, byte[]> files, Path place)
      throws IOException {
    Path output = Files.createDirectories(place.resolve("output"));
    for (Map.Entry<String, byte[]> e : files.entrySet()) {
      String path =
          e.getKey().startsWith("/") ? e.getKey() : InstanceBuilder.WORK + "/" + e.getKey();
      Path file = output.resolve(path.substring(1));
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, e.getValue());
    }
    InstancePlan plan = InstancePlan.of(Instance.load(instance), List.of(), Terms.NONE);
    return new Grading(machinery, plan, plan.step(0), place, _ -> {})
        .separate(new LinkedHashMap<>());
  }
}
