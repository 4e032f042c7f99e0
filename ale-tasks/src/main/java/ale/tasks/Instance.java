package ale.tasks;

import ale.core.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A task folder that was found whole: Harbor's layout, one of ours or anybody else's.
 *
 * @param instruction what the agent reads, without canary lines; "" if only steps have one
 * @param steps empty if the task is done in one go
 * @param digest of the whole folder
 * @param warnings what a person should know although the task can be run
 */
public record Instance(
    Path folder,
    TaskConfig config,
    String instruction,
    List<StepFolder> steps,
    String digest,
    List<String> warnings) {
  /**
   * One step of a task in several steps.
   *
   * @param instruction what the agent reads when the step begins
   */
  public record StepFolder(StepConfig config, Path folder, String instruction) {
    /** Files that are put into the work directory before the step. */
    public Path workdir() {
      return folder.resolve("workdir");
    }

    /** Tests of this step; they override the shared ones. */
    public Path tests() {
      return folder.resolve("tests");
    }

    /** The oracle of this step. */
    public Path solution() {
      return folder.resolve("solution");
    }
  }

  public Instance {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /**
   * Checks and reads a task folder.
   *
   * @throws InputException naming everything that is wrong with it
   */
  public static Instance load(Path folder) {
    return InstanceLoader.load(folder);
  }

  /** The name of the task: as its configuration says, otherwise that of its folder. */
  public String name() {
    return config.task().map(TaskConfig.About::name).orElse(String.valueOf(folder.getFileName()));
  }

  /** What this exam knows about it; nothing for a task of somebody else. */
  public Optional<AleMetadata> ale() {
    return config.ale();
  }

  public Path environment() {
    return folder.resolve("environment");
  }

  public Path solution() {
    return folder.resolve("solution");
  }

  public Path tests() {
    return folder.resolve("tests");
  }

  /**
   * Files below {@code environment/} that go into the agent's work directory, relative to it; none
   * where an image is built from them.
   */
  public List<Path> inputs() {
    if (InstanceLoader.BUILD_FILES.stream()
        .anyMatch(f -> java.nio.file.Files.exists(environment().resolve(f)))) {
      return List.of(); // they are for whoever builds the image
    }
    List<Service> services = ale().map(AleMetadata::services).orElse(List.of());
    return files(environment(), p -> services.stream().noneMatch(s -> p.startsWith(s.name())));
  }

  /** Files that only this service sees, relative to its folder. */
  public List<Path> serviceFiles(Service service) {
    return files(environment().resolve(service.name()), p -> true);
  }

  private static List<Path> files(Path folder, Predicate<Path> wanted) {
    return java.nio.file.Files.isDirectory(folder)
        ? ale.core.Digest.files(folder).stream().map(folder::relativize).filter(wanted).toList()
        : List.of();
  }
}
