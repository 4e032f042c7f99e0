package ale.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One control group of one part of a sandbox: a folder in each tree of the machine. */
record Cgroup(List<Path> directories) implements Group {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  Cgroup {
    directories = List.copyOf(directories);
  }

  @Override
  public List<String> names() {
    return directories.stream().map(Path::toString).toList();
  }

  @Override
  public Set<Long> processes() {
    Set<Long> found = new TreeSet<>();
    for (Path directory : directories) {
      try {
        for (String line : Files.readAllLines(directory.resolve("cgroup.procs"))) {
          found.add(Long.parseLong(line.strip()));
        }
      } catch (NoSuchFileException gone) {
        // Removed meanwhile: nobody is in it.
      } catch (IOException e) {
        if (Files.exists(directory)) {
          throw new SandboxException("cannot read " + directory + ": " + e, e);
        }
        // Removed while it was read.
      }
    }
    return found;
  }

  /**
   * Which of its limits its programs ran into, by the kernel's own count: {@code memory} if it had
   * to kill for it, {@code processes} if it refused one.
   */
  @Override
  public Set<String> exhausted() {
    Set<String> found = new TreeSet<>();
    for (Path directory : directories) {
      if (counted(directory.resolve("memory.events"), "oom_kill ")
          || counted(directory.resolve("memory.oom_control"), "oom_kill ")) {
        found.add("memory");
      }
      if (counted(directory.resolve("pids.events"), "max ")) {
        found.add("processes");
      }
    }
    return found;
  }

  private static boolean counted(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .anyMatch(line -> line.startsWith(name) && !line.equals(name + "0"));
    } catch (NoSuchFileException absent) {
      return false; // this tree does not count that
    } catch (IOException e) {
      throw new SandboxException("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public Set<Long> kill() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Set<Long> left = processes();
    while (!left.isEmpty() && System.nanoTime() < end) {
      if (!killAtOnce()) {
        left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      }
      if (frozen()) {
        freeze(false); // in separate trees, what stands still does not even die
      }
      pause();
      left = processes();
    }
    return left;
  }

  @Override
  public Used used() {
    return CgroupCounts.of(directories);
  }

  @Override
  public void freeze(boolean still) {
    for (Path directory : directories) {
      Path separate = directory.resolve("freezer.state");
      Path unified = directory.resolve("cgroup.freeze");
      try {
        if (Files.exists(separate)) {
          Files.writeString(separate, still ? "FROZEN" : "THAWED");
          return;
        } else if (Files.exists(unified)) {
          Files.writeString(unified, still ? "1" : "0");
          return;
        }
      } catch (IOException e) {
        throw new SandboxException("cannot freeze " + directory + ": " + e.getMessage(), e);
      }
    }
  }

  private boolean frozen() {
    return directories.stream()
        .flatMap(d -> Stream.of(d.resolve("freezer.state"), d.resolve("cgroup.freeze")))
        .filter(Files::exists)
        .anyMatch(Cgroup::standsStill);
  }

  private static boolean standsStill(Path file) {
    try {
      return Set.of("FROZEN", "FREEZING", "1").contains(Files.readString(file).strip());
    } catch (IOException e) {
      return false; // it is gone, and so is who stood still in it
    }
  }

  private boolean killAtOnce() {
    for (Path directory : directories) {
      Path file = directory.resolve("cgroup.kill");
      if (Files.exists(file)) {
        try {
          Files.writeString(file, "1");
          return true;
        } catch (IOException e) {
          return false; // a kernel before 5.14: kill one by one
        }
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(3);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while killing a sandbox", e);
    }
  }

  void remove() {
    directories.forEach(Cgroup::removeDirectory);
  }

  /** The kernel frees a group a moment after its last process, so removal is tried for a while. */
  static void removeDirectory(Path directory) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (true) {
      try {
        Files.deleteIfExists(directory);
        return;
      } catch (DirectoryNotEmptyException e) {
        return; // parts of it are still wanted
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new SandboxException("cannot remove the control group " + directory + ": " + e, e);
        }
        pause();
      }
    }
  }
}
