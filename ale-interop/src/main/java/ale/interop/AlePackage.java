package ale.interop;

import ale.core.Cluster;
import ale.core.InputException;
import ale.core.Subfield;
import ale.core.Taxonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A task package of ALE: the folder {@code tasks/<domain>/<task>} of its repository.
 *
 * @param folder the package itself
 */
public record AlePackage(Path folder) {
  private static final String MAIN = "main.py";
  private static final String CARD = "task_card.json";
  private static final long LONGEST_LIST = 1 << 20;

  public AlePackage {
    folder = folder.toAbsolutePath().normalize();
  }

  /** Whether a folder is one. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(MAIN)) && Files.isRegularFile(folder.resolve(CARD));
  }

  /**
   * The packages that a path stands for: one, all below a folder, or those of a list file.
   *
   * @return empty if it stands for none
   * @throws InputException if a list names a package that is not there
   */
  public static List<AlePackage> at(Path path) {
    if (is(path)) {
      return List.of(new AlePackage(path));
    }
    return Files.isRegularFile(path) ? listed(path.toAbsolutePath().normalize()) : below(path);
  }

  private static List<AlePackage> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.filter(AlePackage::is).sorted().map(AlePackage::new).toList();
    } catch (IOException e) {
      throw new InputException("cannot look through " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The repository is the nearest folder above the list in which its tasks are. */
  private static List<AlePackage> listed(Path list) {
    List<AlePackage> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : names(list)) {
      Optional<Path> folder = Optional.empty();
      for (Path at = list.getParent(); at != null && folder.isEmpty(); at = at.getParent()) {
        folder = Optional.of(at.resolve("tasks").resolve(name)).filter(AlePackage::is);
      }
      folder.map(AlePackage::new).ifPresentOrElse(found::add, () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new InputException(
          list
              + " is a list of tasks, one <domain>/<task> a line; there is no folder tasks/ beside"
              + " or above it with "
              + String.join(", ", missing));
    }
    return found;
  }

  private static List<String> names(Path list) {
    try {
      if (Files.size(list) > LONGEST_LIST) {
        throw new InputException(list + " is too long for a list of tasks");
      }
      List<String> names =
          Files.readAllLines(list).stream()
              .map(l -> l.replaceFirst("#.*", "").strip())
              .filter(l -> !l.isEmpty())
              .distinct()
              .toList();
      Optional<String> odd =
          names.stream().filter(n -> !n.matches("[A-Za-z0-9_-]+/[A-Za-z0-9_.-]+")).findFirst();
      if (odd.isPresent()) {
        throw new InputException(
            list
                + " is not a list of tasks: "
                + Names.plain(odd.get())
                + " is not <domain>/<task>");
      }
      return names;
    } catch (IOException e) {
      throw new InputException(list + " is not a list of tasks that can be read", e);
    }
  }

  /** Its name in the repository, for instance {@code legal/lease_review}. */
  public String name() {
    return domain() + "/" + task();
  }

  public String domain() {
    return String.valueOf(tasks().relativize(folder).getName(0));
  }

  public String task() {
    return String.valueOf(folder.getFileName());
  }

  /** The folder {@code tasks/} of the repository. */
  Path tasks() {
    return Objects.requireNonNull(Objects.requireNonNull(folder.getParent()).getParent());
  }

  /**
   * What its card says.
   *
   * @throws InputException naming everything that is wrong with it
   */
  public TaskCard card() {
    return TaskCard.read(folder.resolve(CARD));
  }

  /**
   * The profession that it belongs to: that of its name, else the one of its industry that has most
   * words in common with it.
   */
  public Subfield subfield(TaskCard card) {
    Taxonomy taxonomy = Taxonomy.standard();
    Set<String> wanted = words(card.subdomain());
    String cluster = AleDomains.cluster(domain());
    List<Subfield> near =
        taxonomy.clusters().stream()
            .filter(c -> c.key().equals(cluster.isEmpty() ? "other" : cluster))
            .map(Cluster::subfields)
            .findFirst()
            .orElseThrow();
    return taxonomy.subfields().stream()
        .filter(s -> words(s.title()).equals(wanted))
        .findFirst()
        .orElseGet(() ->
            near.stream()
                .max(
                    Comparator.comparingLong(
                        s -> words(s.title()).stream().filter(wanted::contains).count()))
                .orElseThrow());
  }

  private static Set<String> words(String title) {
    return Set.copyOf(
        Stream.of(title.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
            .filter(w -> w.length() > 1)
            .toList());
  }
}
