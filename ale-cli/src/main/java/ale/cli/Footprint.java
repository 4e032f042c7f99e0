package ale.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param descriptors open files and sockets
 * @param threads of the platform
 * @param heapMegabytes objects that are still reachable, in units of 1024 x 1024 bytes
 * @param residentMegabytes memory in all
 */
record Footprint(
    @JsonProperty("fds") long descriptors,
    long threads,
    @JsonProperty("heap_mb") long heapMegabytes,
    @JsonProperty("resident_mb") long residentMegabytes) {
  static Footprint now() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    return new Footprint(entries("fd"), entries("task"), heap, resident());
  }

  private static long entries(String folder) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self", folder))) {
      return all.count();
    }
  }

  private static long resident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(l -> l.startsWith("VmRSS:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
              .sum()
          >> 10;
    }
  }
}
