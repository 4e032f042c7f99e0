package ale.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of this machine, read from {@code /proc} or, without one, told by Java. */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final long KERNEL = 2;

  private ProcessTable() {}

  /** Every process but the threads of the kernel, by rising number. */
  static List<ProcessInfo> list() throws IOException {
    if (!Files.isDirectory(PROC)) {
      return ProcessHandle.allProcesses().map(ProcessTable::told).toList();
    }
    boolean whole = wholeMachine();
    var processes = new ArrayList<ProcessInfo>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : directories) {
        read(directory)
            .filter(p -> !whole || (p.pid() != KERNEL && p.parent() != KERNEL))
            .ifPresent(processes::add);
      }
    }
    processes.sort((a, b) -> Long.compare(a.pid(), b.pid()));
    return processes;
  }

  /** What Java tells of a process where there is no {@code /proc}; its state is not told. */
  static ProcessInfo told(ProcessHandle process) {
    String command = process.info().command().orElse("?");
    return new ProcessInfo(
        process.pid(),
        process.parent().map(ProcessHandle::pid).orElse(0L),
        command.substring(1 + Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\'))),
        "R");
  }

  /** Whether this is the machine's first process namespace, where number 2 is the kernel's. */
  static boolean wholeMachine() {
    return !Files.isDirectory(PROC)
        || read(PROC.resolve(Long.toString(KERNEL)))
            .filter(p -> p.name().equals("kthreadd") && p.parent() == 0)
            .isPresent();
  }

  /** A process may end while it is looked at; then it is not there. */
  private static Optional<ProcessInfo> read(Path directory) {
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve("stat"));
      String stat = new String(bytes, StandardCharsets.UTF_8);
      // the name stands in parentheses and may hold any character, parentheses too
      int open = stat.indexOf('(');
      int close = stat.lastIndexOf(')');
      String[] rest = stat.substring(close + 2).split(" ", 3);
      return Optional.of(
          new ProcessInfo(
              Long.parseLong(stat.substring(0, open - 1)),
              Long.parseLong(rest[1]),
              stat.substring(open + 1, close),
              rest[0]));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the process was started with this variable in its environment. */
  static boolean hasVariable(long pid, String assignment) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
      String environment = '\0' + new String(bytes, StandardCharsets.ISO_8859_1);
      return environment.contains('\0' + assignment + '\0');
    } catch (IOException e) {
      return false;
    }
  }
}
