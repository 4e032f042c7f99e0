package ale.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A disk in memory that is soon full, mounted at one place. */
final class SmallDisk implements AutoCloseable {
  private final Path place;
  private boolean mounted;

  private SmallDisk(Path place) {
    this.place = place;
  }

  /**
   * Mounts it.
   *
   * @param place a folder that is there
   */
  static SmallDisk at(Path place, int megabytes) {
    SmallDisk disk = new SmallDisk(place);
    String options = "size=" + megabytes + "m,mode=755";
    system("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString());
    disk.mounted = true;
    return disk;
  }

  /** Copies what is on it to a place that stays. */
  void keep(Path copy) {
    if (mounted) {
      system("cp", "-a", place.toString(), copy.toString());
    }
  }

  private static void system(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.onExit().join().exitValue() != 0) {
        throw new MachineException(String.join(" ", command) + " failed: " + said.strip());
      }
    } catch (IOException e) {
      throw new MachineException(command[0] + " cannot be started: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (mounted) {
      mounted = false;
      system("umount", place.toString());
    }
  }
}
