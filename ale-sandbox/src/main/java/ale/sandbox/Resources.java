package ale.sandbox;

/**
 * What a sandbox may use at most.
 *
 * @param cpus processors' worth of time
 * @param memoryMegabytes memory of its processes, in units of 1024 x 1024 bytes
 * @param storageMegabytes what may be written to its disk, in the same unit
 * @param processes processes and threads at once
 */
public record Resources(int cpus, int memoryMegabytes, int storageMegabytes, int processes) {
  /** No sandbox can do with less memory. */
  public static final int LEAST_MEMORY = 64;

  /** No sandbox can do with less of a disk. */
  public static final int LEAST_STORAGE = 16;

  public Resources {
    if (cpus < 1
        || memoryMegabytes < LEAST_MEMORY
        || storageMegabytes < LEAST_STORAGE
        || processes < 16) {
      throw new IllegalArgumentException(
          "a sandbox needs 1 cpu, 64 MB of memory, 16 MB of disk and 16 processes at least, not "
              + cpus
              + ", "
              + memoryMegabytes
              + ", "
              + storageMegabytes
              + ", "
              + processes);
    }
  }

  public static Resources of(int cpus, int memoryMegabytes, int storageMegabytes) {
    return new Resources(cpus, memoryMegabytes, storageMegabytes, 1024);
  }
}
