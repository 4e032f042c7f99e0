package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel counted of a control group: its own account, which no program can change. */
final class CgroupCounts {
  private static final List<String> PEAKS = List.of("memory.peak", "memory.max_usage_in_bytes");

  private CgroupCounts() {}

  static Used of(List<Path> directories) {
    long peak = 0;
    double cpu = 0;
    for (Path directory : directories) {
      for (String name : PEAKS) {
        peak = Math.max(peak, number(lines(directory.resolve(name)), ""));
      }
      double unified = number(lines(directory.resolve("cpu.stat")), "usage_usec ") / 1e6;
      double separate = number(lines(directory.resolve("cpuacct.usage")), "") / 1e9;
      cpu = Math.max(cpu, Math.max(unified, separate));
    }
    return new Used(peak >> 20, cpu, 0);
  }

  private static long number(List<String> lines, String before) {
    return lines.stream()
        .filter(line -> line.startsWith(before))
        .map(line -> line.substring(before.length()).strip())
        .filter(text -> text.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of(); // not counted here, or gone meanwhile: an estimate lacks it, no more
    }
  }
}
