package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that runs under the users of one sandbox, which nobody else has and which a sandboxed
 * program cannot change: what there is in place of a control group where none may be made.
 *
 * @param first the first of the users
 * @param count how many they are
 */
record UserGroup(int first, int count) implements Group {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public List<String> names() {
    return List.of("users " + first + ".." + (first + count - 1) + " of the user namespace");
  }

  @Override
  public Set<Long> processes() {
    return new TreeSet<>(living().keySet());
  }

  /** Nobody counts it. */
  @Override
  public Set<String> exhausted() {
    return Set.of();
  }

  /** Signals in place of a freezer: who sends them is gone, and no other program of theirs runs. */
  @Override
  public void freeze(boolean still) {
    Set.copyOf(living().values()).forEach(user -> signal(user, still ? "STOP" : "CONT"));
  }

  /** Nobody counts it. */
  @Override
  public Used used() {
    return Used.NOTHING;
  }

  /** A signal of a user to all of its processes reaches them at once, however fast they fork. */
  @Override
  public Set<Long> kill() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Map<Long, Integer> left = living();
    while (!left.isEmpty() && System.nanoTime() < end) {
      Set.copyOf(left.values()).forEach(user -> signal(user, "KILL"));
      left = living();
    }
    return left.keySet();
  }

  /** Living processes, and the user of each. A dead one that nobody asked about yet is dead. */
  private Map<Long, Integer> living() {
    if (!Files.isReadable(Path.of("/proc/1/status"))) {
      throw new SandboxException(
          "/proc hides processes (hidepid), so nobody can prove without root that none is left");
    }
    Map<Long, Integer> found = new TreeMap<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path one : (Iterable<Path>) all::iterator) {
        String name = String.valueOf(one.getFileName());
        if (name.matches("\\d+")) {
          user(one).ifPresent(user -> found.put(Long.parseLong(name), user));
        }
      }
    } catch (IOException e) {
      throw new SandboxException("cannot list /proc: " + e.getMessage(), e);
    }
    return found;
  }

  private OptionalInt user(Path process) {
    boolean dead = false;
    int user = -1;
    try {
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("State:")) {
          dead = line.contains("Z") || line.contains("X");
        } else if (line.startsWith("Uid:")) {
          user = Integer.parseInt(line.split("\\s+")[1]);
        }
      }
    } catch (IOException ended) {
      return OptionalInt.empty();
    }
    return !dead && user >= first && user < first + count
        ? OptionalInt.of(user)
        : OptionalInt.empty();
  }

  private static void signal(int user, String name) {
    String id = Integer.toString(user);
    try {
      new ProcessBuilder(
              "/usr/bin/setpriv",
              "--reuid",
              id,
              "--regid",
              id,
              "--clear-groups",
              "/bin/sh",
              "-c",
              "kill -" + name + " -1")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(); // it fails if all have ended meanwhile, which is seen then
    } catch (IOException e) {
      throw new SandboxException("cannot signal as user " + user + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while signalling a sandbox", e);
    }
  }
}
