package ale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is left on this machine of sandboxes that were closed, in numbers.
 *
 * @param processes in a control group of one of them
 * @param mounts below one of their folders
 * @param cgroups control groups of theirs
 * @param sockets Unix sockets in their folders, those of displays and guests
 * @param folders of theirs in the state folder
 * @param slots blocks of users that they still hold
 */
record Traces(long processes, long mounts, long cgroups, long sockets, long folders, long slots) {
  private static final Duration INIT = Duration.ofSeconds(10);

  /** Looks for them. What was killed may wait a moment for the machine's init, which buries it. */
  static Traces of(List<String> ids, Path state) throws IOException {
    long end = System.nanoTime() + INIT.toNanos();
    long processes = processes(ids, false);
    while (processes > 0 && processes(ids, true) == 0 && System.nanoTime() < end) {
      pause();
      processes = processes(ids, false);
    }
    return new Traces(
        processes,
        lines(Path.of("/proc/self/mountinfo"), ids),
        cgroups(ids),
        sockets(ids, state.resolve("sandboxes")),
        ids.stream().filter(id -> Files.exists(state.resolve("sandboxes").resolve(id))).count(),
        slots(ids, state.resolve("slots")));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while looking for what is left");
    }
  }

  boolean none() {
    return processes + mounts + cgroups + sockets + folders + slots == 0;
  }

  private static boolean named(String text, List<String> ids) {
    return ids.stream().anyMatch(text::contains);
  }

  private static long lines(Path file, List<String> ids) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(l -> named(l, ids)).count();
    }
  }

  private static long processes(List<String> ids, boolean alive) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
          .filter(p -> named(text(p.resolve("cgroup")), ids))
          .filter(p -> !alive || !text(p.resolve("status")).contains("State:\tZ"))
          .count();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // it ended meanwhile
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // it was freed meanwhile
    }
  }

  private static long cgroups(List<String> ids) throws IOException {
    long found = 0;
    for (String tree : List.of("", "memory", "cpu", "pids", "freezer", "unified")) {
      Path ours = Path.of("/sys/fs/cgroup", tree, "ale");
      found += ids.stream().filter(id -> Files.exists(ours.resolve(id))).count();
    }
    return found;
  }

  /** They are bound in network namespaces of their own, and so can be seen as files only. */
  private static long sockets(List<String> ids, Path folder) throws IOException {
    long found = 0;
    for (String id : ids) {
      if (Files.isDirectory(folder.resolve(id))) {
        try (Stream<Path> all = Files.find(folder.resolve(id), 3, (path, is) -> is.isOther())) {
          found += all.count();
        }
      }
    }
    return found;
  }

  private static long slots(List<String> ids, Path folder) throws IOException {
    try (Stream<Path> held = Files.list(folder)) {
      return held.filter(p -> named(target(p), ids)).count();
    }
  }
}
