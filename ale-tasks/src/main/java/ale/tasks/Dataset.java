package ale.tasks;

import ale.core.Digest;
import ale.core.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code dataset.toml}: tasks of the folder in which it stands, each named with the digest that
 * its package must have.
 *
 * @param name {@code org/name}, or that of the folder
 * @param digest of the file itself
 * @param tasks in the order of the file
 */
public record Dataset(String name, String digest, List<Entry> tasks) {
  static final String FILE = "dataset.toml";
  private static final int DEEP = 3;

  /**
   * One task.
   *
   * @param name {@code org/name}
   * @param digest {@code sha256:} and 64 digits
   * @param folder where it stands; empty if it is not there
   */
  public record Entry(String name, String digest, Optional<Path> folder) {
    /** What is wrong with what stands there; empty if nothing is. */
    public Optional<String> problem() {
      if (folder.isEmpty()) {
        return Optional.of(
            name + " is named in dataset.toml, and no task of that name stands below its folder");
      }
      String found = "sha256:" + Digest.ofFolder(folder.get());
      return found.equals(digest)
          ? Optional.empty()
          : Optional.of(
              name
                  + " in "
                  + folder.get()
                  + " has the digest "
                  + found
                  + ", and dataset.toml wants "
                  + digest);
    }
  }

  public Dataset {
    tasks = List.copyOf(tasks);
  }

  /** The dataset of a folder, if it has one. */
  public static Optional<Dataset> in(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(read(file))
        : Optional.empty();
  }

  private static Dataset read(Path file) {
    TomlTable.Notes notes = new TomlTable.Notes();
    TomlTable root = TomlTable.root(TaskConfigReader.tree(file), notes);
    Path folder = java.util.Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    String name =
        root.table("dataset")
            .flatMap(t -> t.text("name"))
            .orElse(String.valueOf(folder.getFileName()));
    List<Task> found = found(folder);
    List<Entry> tasks = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (TomlTable task : root.tables("tasks")) {
      String called = task.needed("name");
      String digest = task.needed("digest");
      if (!called.isEmpty() && !called.matches("[\\w-][\\w.-]*/[\\w-][\\w.-]*")) {
        task.problem("name", "must be of the form org/name");
      } else if (!called.isEmpty() && !seen.add(called)) {
        task.problem("name", "stands there twice");
      }
      wellFormed(task, digest);
      tasks.add(new Entry(called, digest, folder(found, called)));
    }
    for (TomlTable one : root.tables("files")) {
      String path = one.text("path").or(() -> one.text("name")).orElse("");
      one.text("digest").ifPresent(digest -> file(one, folder, path, digest));
    }
    if (!notes.problems().isEmpty()) {
      throw new InputException(file + ": " + String.join("; ", notes.problems()));
    }
    return new Dataset(name, Digest.ofFile(file), tasks);
  }

  private static void wellFormed(TomlTable table, String digest) {
    if (!digest.isEmpty() && !digest.matches("sha256:[a-f0-9]{64}")) {
      table.problem("digest", "must be sha256: and 64 digits");
    }
  }

  private static void file(TomlTable table, Path folder, String path, String digest) {
    wellFormed(table, digest);
    Path file = folder.resolve(path).normalize();
    if (path.isEmpty() || !file.startsWith(folder) || Files.isSymbolicLink(file)) {
      table.problem("path", "must be that of a file below the dataset");
    } else if (!Files.isRegularFile(file)) {
      table.problem("path", "names a file that is not there: " + path);
    } else if (!digest.equals("sha256:" + Digest.ofFile(file))) {
      table.problem("digest", "is not that of " + path);
    }
  }

  private record Task(Path folder, String name) {}

  /** Task folders below, with the names that they give themselves. */
  private static List<Task> found(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEEP)) {
      return all.filter(p -> Files.isRegularFile(p.resolve("task.toml"), LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .map(p -> new Task(p, named(p)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String named(Path folder) {
    try {
      return TaskConfig.read(folder.resolve("task.toml"))
          .task()
          .map(TaskConfig.About::name)
          .orElse("");
    } catch (InputException e) {
      return ""; // it will say so itself if it is asked for
    }
  }

  /** By the name that it gives itself, else by that of its folder. */
  private static Optional<Path> folder(List<Task> found, String name) {
    String last = name.substring(name.indexOf('/') + 1);
    return found.stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .or(() ->
            found.stream()
                .filter(t -> String.valueOf(t.folder().getFileName()).equals(last))
                .findFirst())
        .map(Task::folder);
  }
}
