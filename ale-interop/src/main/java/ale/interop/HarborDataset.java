package ale.interop;

import ale.core.Digest;
import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A dataset of Harbor (0.24): a folder of tasks that its containers can run, and {@code
 * dataset.toml}, which pins each by its digest.
 */
public final class HarborDataset {
  private HarborDataset() {}

  /**
   * Writes task folders as one.
   *
   * @param instances by the name that {@code task.toml} gives them
   * @param software Debian packages of each image of ours
   * @param jars of the graders
   * @return what could not be carried over
   */
  public static List<Loss> write(
      Map<String, Path> instances, Map<String, List<String>> software, List<Path> jars, Path to) {
    Losses losses = new Losses();
    Path folder = Trees.fresh(to.toAbsolutePath().normalize());
    HarborTask maker = new HarborTask(software, jars, folder);
    StringBuilder tasks = new StringBuilder();
    instances.forEach((name, instance) -> {
      String id = String.valueOf(instance.getFileName());
      losses.in(id);
      Path task = folder.resolve(id);
      if (maker.write(instance, task, losses)) {
        tasks.append(
            "\n[[tasks]]\nname = %s\ndigest = \"sha256:%s\"\n"
                .formatted(Json.line(name), Digest.ofFolder(task)));
      }
    });
    String name = String.valueOf(folder.getFileName()).replaceAll("[^A-Za-z0-9-]", "-");
    try {
      Files.writeString(
          folder.resolve("dataset.toml"),
          """
          schema_version = "1.0"

          [dataset]
          name = %s
          description = "Tasks of ALE, Agents' Last Exam, with their graders"
          """
                  .formatted(Json.line("ale/" + name.replaceFirst("^-*$", "tasks")))
              + tasks);
    } catch (IOException e) {
      throw new InputException("cannot write " + folder + ": " + e.getMessage(), e);
    }
    return losses.list();
  }

  /**
   * Takes the tasks of such a dataset back to what they were, byte for byte.
   *
   * @return the folders that were written
   */
  public static List<Path> back(Path dataset, Path to) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(dataset)) {
      for (Path task : all.filter(HarborTask::ours).sorted().toList()) {
        found.add(task);
      }
    } catch (IOException e) {
      throw new InputException("cannot read " + dataset + ": " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new InputException(dataset + " holds no task that ale export harbor has written");
    }
    Path folder = Trees.fresh(to.toAbsolutePath().normalize());
    return found.stream()
        .map(task -> HarborTask.back(task, folder.resolve(String.valueOf(task.getFileName()))))
        .toList();
  }
}
