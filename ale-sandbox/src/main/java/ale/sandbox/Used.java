package ale.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a sandbox really used, by the kernel's own count; 0 where nothing counts it.
 *
 * @param memoryMegabytes the most at one time, its disk in memory included
 * @param cpuSeconds processor time of all its programs
 * @param diskMegabytes what stands on its disk
 */
public record Used(
    @JsonProperty("memory_mb") long memoryMegabytes,
    @JsonProperty("cpu_seconds") double cpuSeconds,
    @JsonProperty("disk_mb") long diskMegabytes) {
  static final Used NOTHING = new Used(0, 0, 0);

  Used plus(Used other) {
    return new Used(
        memoryMegabytes + other.memoryMegabytes,
        cpuSeconds + other.cpuSeconds,
        diskMegabytes + other.diskMegabytes);
  }
}
