package ale.runner.admission;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine on which this program runs, as {@code /proc} tells: proc_meminfo(5), proc_loadavg(5)
 * and pressure stall information.
 */
record ThisMachine(Path proc, Path runs) implements Machine {
  private static final long PLENTY = 1L << 40;

  @Override
  public Reading read() {
    List<String> memory = lines("meminfo");
    long total = kilobytes(memory, "MemTotal:") >> 10;
    long available = kilobytes(memory, "MemAvailable:") >> 10;
    return new Reading(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        total,
        available,
        pressure(),
        free());
  }

  private double pressure() {
    return lines("pressure/memory").stream()
        .filter(line -> line.startsWith("full "))
        .map(line -> line.replaceFirst(".*avg10=([0-9.]+).*", "$1"))
        .filter(text -> text.matches("[0-9.]+"))
        .mapToDouble(text -> Double.parseDouble(text) / 100)
        .findFirst()
        .orElse(0);
  }

  private long free() {
    for (Path at = runs.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return at.toFile().getUsableSpace() >> 20;
      }
    }
    return PLENTY;
  }

  /** What is not told is plenty: a machine that cannot be asked is not refused. */
  private static long kilobytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(PLENTY);
  }

  private List<String> lines(String name) {
    Path file = proc.resolve(name);
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of(); // a kernel without pressure stall information has the file and refuses
    }
  }
}
