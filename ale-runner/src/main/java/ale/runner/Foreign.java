package ale.runner;

import ale.core.InputException;
import ale.tasks.Dataset;
import ale.tasks.Families;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Collects task folders for a plan: one by one, all in a folder, or those that a dataset names. */
final class Foreign {
  private final Families families;
  private final Map<String, String> datasets = new TreeMap<>();

  Foreign(Families families) {
    this.families = families;
  }

  /** The tasks that a path stands for. */
  List<TaskSource.Found> find(String task) {
    Path path = Path.of(task).toAbsolutePath().normalize();
    if (Files.exists(path.resolve("task.toml"))) {
      return List.of(TaskSource.Found.at(path));
    }
    if (!Files.isDirectory(path)) {
      throw new InputException(
          task
              + " is neither a family nor a folder; the families are "
              + String.join(", ", families.all().stream().map(f -> f.card().name()).toList()));
    }
    Optional<Dataset> dataset = Dataset.in(path);
    return dataset.isPresent()
        ? named(path, dataset.get())
        : below(task, path).stream().map(TaskSource.Found::at).toList();
  }

  /** A task that is not what the dataset names is found with what is wrong with it. */
  private List<TaskSource.Found> named(Path path, Dataset dataset) {
    if (dataset.tasks().isEmpty()) {
      throw new InputException(path.resolve("dataset.toml") + " names no task");
    }
    datasets.put(path.toString(), dataset.digest());
    return dataset.tasks().stream()
        .map(t ->
            new TaskSource.Found(t.folder().orElse(path.resolve(t.name())), t.problem().orElse("")))
        .toList();
  }

  private static List<Path> below(String task, Path path) {
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> found =
          entries.filter(e -> Files.exists(e.resolve("task.toml"))).sorted().toList();
      if (found.isEmpty()) {
        throw new InputException(
            task + " is not a task folder and holds none: there is no task.toml in it or below");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Digests of the dataset files that were found, by folder. */
  Map<String, String> datasets() {
    return datasets;
  }
}
