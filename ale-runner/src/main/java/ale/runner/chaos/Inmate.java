package ale.runner.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process in a sandbox, seen from this machine.
 *
 * @param process its id here
 * @param words the program and its arguments, separated by blanks
 * @param groups its control groups, whose names hold that of the sandbox
 */
record Inmate(ProcessHandle process, String words, String groups) {
  /** Those in any of these sandboxes. */
  static List<Inmate> of(List<String> sandboxes) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
          .flatMap(p -> at(p, sandboxes))
          .toList();
    }
  }

  private static Stream<Inmate> at(Path proc, List<String> sandboxes) {
    try {
      String groups = Files.readString(proc.resolve("cgroup"));
      if (sandboxes.stream().noneMatch(groups::contains)) {
        return Stream.empty();
      }
      byte[] words = Files.readAllBytes(proc.resolve("cmdline"));
      String text = new String(words, StandardCharsets.UTF_8).replace('\0', ' ').strip();
      return ProcessHandle.of(Long.parseLong(proc.getFileName().toString())).stream()
          .map(process -> new Inmate(process, text, groups));
    } catch (IOException e) {
      return Stream.empty(); // it ended meanwhile
    }
  }

  boolean in(String sandbox) {
    return groups.contains(sandbox);
  }
}
