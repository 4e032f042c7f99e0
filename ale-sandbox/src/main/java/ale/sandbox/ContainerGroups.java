package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The control groups that an engine made for the containers of a sandbox, kept in files of the
 * sandbox, so that its death can be seen in them whoever asks. Only a group that carries the id of
 * its container is ever taken for one.
 */
final class ContainerGroups {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Pattern LINE = Pattern.compile("\\d+:([^:]*):(/.*)");
  private static final Pattern OURS = Pattern.compile("/.*[0-9a-f]{64}[^/]*");

  private ContainerGroups() {}

  /** Writes down where a container's first process is. */
  static void keep(String container, long process, Path file) throws IOException {
    Path groups = Path.of("/proc", Long.toString(process), "cgroup");
    if (process <= 0 || !Files.exists(groups)) {
      return; // it ended at once
    }
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(groups)) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches() && parts.group(2).contains(container)) {
        found.add(tree(parts.group(1)) + parts.group(2));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("container " + container + " has no control group of its own");
    }
    Files.write(file, found);
  }

  private static Path tree(String controllers) {
    if (!controllers.isEmpty()) {
      return MOUNT.resolve(controllers.replaceFirst("^name=", ""));
    }
    return Files.isDirectory(MOUNT.resolve("unified")) ? MOUNT.resolve("unified") : MOUNT;
  }

  /** One group for each container of which there is something left. */
  static List<Group> existing(Path cells) {
    List<Group> groups = new ArrayList<>();
    if (!Files.isDirectory(cells)) {
      return groups;
    }
    try (Stream<Path> files = Files.list(cells)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cgroup")).sorted().toList()) {
        List<Path> folders =
            Files.readAllLines(file).stream()
                .filter(line -> OURS.matcher(line).matches())
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
        if (!folders.isEmpty()) {
          groups.add(new Cgroup(folders));
        }
      }
    } catch (IOException e) {
      throw new SandboxException("cannot read the control groups in " + cells + ": " + e, e);
    }
    return groups;
  }
}
