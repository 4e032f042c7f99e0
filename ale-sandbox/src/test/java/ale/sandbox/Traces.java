package ale.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a provider has on this machine at a moment: processes, mounts, sockets, displays and files
 * that carry its marks. Two looks, before and after, must be the same.
 */
public final class Traces {
  /** Deep enough for a sandbox's own folder, and not for what it shows of an image. */
  private static final int DEPTH = 4;

  private final List<Path> folders;
  private final List<String> marks;

  /**
   * @param folders that only this provider uses; every file in them is a trace
   * @param marks words that only what this provider made carries in a command line, a control
   *     group, a mount or the path of a socket
   */
  public Traces(List<Path> folders, List<String> marks) {
    this.folders = List.copyOf(folders);
    this.marks = new ArrayList<>(marks);
    folders.forEach(f -> this.marks.add(f.toString()));
  }

  /**
   * Everything that is there now, one line each, without what changes from one look to the next.
   */
  public Set<String> look() {
    Set<String> found = new TreeSet<>();
    processes(found);
    for (String table : List.of("/proc/self/mountinfo", "/proc/net/unix")) {
      for (String line : text(Path.of(table)).split("\n")) {
        if (marked(line)) {
          found.add(table + ": " + line.substring(line.indexOf(' ')));
        }
      }
    }
    folders.forEach(f -> files(f, found));
    return found;
  }

  private void processes(Set<String> found) {
    ProcessHandle.allProcesses()
        .forEach(process -> {
          if (process.pid() == ProcessHandle.current().pid()) {
            return;
          }
          Path about = Path.of("/proc", Long.toString(process.pid()));
          String command = text(about.resolve("cmdline")).replace('\0', ' ').strip();
          if (marked(command)
              || marked(text(about.resolve("cgroup")))
              || rootMarked(text(about.resolve("mountinfo")))) {
            found.add("process " + process.pid() + ": " + command);
          }
        });
  }

  /** Whether a process lives in a root filesystem of this provider; the host's own mounts aside. */
  private boolean rootMarked(String mounts) {
    return mounts.lines().anyMatch(line -> line.split(" ")[4].equals("/") && marked(line));
  }

  private void files(Path folder, Set<String> found) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          Set.of(),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!file.toString().endsWith(".lock")) { // who locks last leaves it for the next
                found.add("file " + file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE; // it went while we looked
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean marked(String text) {
    return marks.stream().anyMatch(text::contains);
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      return ""; // the process ended while we looked
    }
  }
}
