package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The control groups of this machine, whichever way it has them: one cgroup2 tree, separate v1
 * trees, or both (hybrid, where limits are v1 and killing is v2).
 */
final class Cgroups {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final String OURS = "ale";

  /** A limit that is switched off is still one, so that no test can harm its machine. */
  private static final int SLACK = 8;

  private final List<Path> trees;
  private final boolean unified;

  private Cgroups(List<Path> trees, boolean unified) {
    this.trees = List.copyOf(trees);
    this.unified = unified;
  }

  /**
   * Looks at the machine.
   *
   * @throws SandboxException if it has no control groups that can be written
   */
  static Cgroups probe() {
    if (Files.exists(MOUNT.resolve("cgroup.controllers"))) {
      return new Cgroups(List.of(MOUNT), true);
    }
    List<Path> trees = new ArrayList<>();
    for (String name : List.of("memory", "cpu", "pids", "freezer", "unified")) {
      Path tree = MOUNT.resolve(name);
      if (Files.exists(tree.resolve("cgroup.procs")) && Files.isWritable(tree)) {
        trees.add(tree);
      }
    }
    for (String needed : List.of("memory", "cpu", "pids")) {
      if (!trees.contains(MOUNT.resolve(needed))) {
        throw new SandboxException(
            "the control group controller " + needed + " is not writable below " + MOUNT);
      }
    }
    return new Cgroups(trees, false);
  }

  /** Makes a group for one part of a sandbox, with its limits. */
  Cgroup create(String sandbox, String part, Resources limits, Protections protections) {
    List<Path> directories = directories(sandbox, part);
    try {
      for (Path directory : directories) {
        Files.createDirectories(directory);
      }
      if (unified) {
        limitUnified(directories.getFirst(), limits, protections);
      } else {
        limitSeparate(directories, limits, protections);
      }
    } catch (IOException e) {
      throw new SandboxException("cannot make a control group for " + sandbox + ": " + e, e);
    }
    return new Cgroup(directories);
  }

  private List<Path> directories(String sandbox, String part) {
    return trees.stream().map(t -> t.resolve(OURS).resolve(sandbox).resolve(part)).toList();
  }

  private void limitUnified(Path group, Resources limits, Protections protections)
      throws IOException {
    for (Path parent : List.of(MOUNT, MOUNT.resolve(OURS), group.resolve(".."))) {
      Files.writeString(parent.resolve("cgroup.subtree_control"), "+memory +cpu +pids");
    }
    Files.writeString(group.resolve("memory.max"), bytes(limits, protections) + "\n");
    Files.writeString(group.resolve("cpu.max"), limits.cpus() * 100_000 + " 100000\n");
    Files.writeString(group.resolve("pids.max"), processes(limits, protections) + "\n");
  }

  private static void limitSeparate(List<Path> groups, Resources limits, Protections protections)
      throws IOException {
    for (Path group : groups) {
      switch (String.valueOf(group.getName(3))) {
        case "memory" ->
            Files.writeString(
                group.resolve("memory.limit_in_bytes"), bytes(limits, protections) + "\n");
        case "cpu" ->
            Files.writeString(group.resolve("cpu.cfs_quota_us"), limits.cpus() * 100_000 + "\n");
        case "pids" ->
            Files.writeString(group.resolve("pids.max"), processes(limits, protections) + "\n");
        default -> {}
      }
    }
  }

  /** The disk is memory too (tmpfs), so what may be written counts on top. */
  private static long bytes(Resources limits, Protections protections) {
    long megabytes = (long) limits.memoryMegabytes() + limits.storageMegabytes();
    return (protections.on(Protection.MEMORY_LIMIT) ? megabytes : megabytes * SLACK) << 20;
  }

  private static int processes(Resources limits, Protections protections) {
    return limits.processes() * (protections.on(Protection.PROCESS_LIMIT) ? 1 : SLACK);
  }

  /** The groups of a sandbox that exist, also one that another process made. */
  List<Cgroup> existing(String sandbox) {
    List<String> parts = new ArrayList<>();
    for (Path tree : trees) {
      Path root = tree.resolve(OURS).resolve(sandbox);
      try (var entries = Files.list(root)) {
        entries
            .filter(Files::isDirectory)
            .map(p -> String.valueOf(p.getFileName()))
            .filter(p -> !parts.contains(p))
            .forEach(parts::add);
      } catch (NoSuchFileException none) {
        // No group of that sandbox in this tree.
      } catch (IOException e) {
        throw new SandboxException("cannot list the control groups in " + root + ": " + e, e);
      }
    }
    return parts.stream()
        .map(p -> new Cgroup(directories(sandbox, p).stream().filter(Files::exists).toList()))
        .toList();
  }

  /** Removes the emptied groups of a sandbox. */
  void remove(String sandbox) {
    for (Cgroup group : existing(sandbox)) {
      group.remove();
    }
    for (Path tree : trees) {
      Cgroup.removeDirectory(tree.resolve(OURS).resolve(sandbox));
    }
  }
}
