package ale.runner;

import ale.core.AleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A time on the machine's own clock, which nobody sets and which runs on when processes end: the
 * kernel's CLOCK_BOOTTIME, as {@code /proc/uptime} shows it. Elsewhere it is that of this process.
 *
 * @param boot by which start of the machine
 * @param millis since then
 */
record Moment(String boot, long millis) {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final String BOOT = start();

  private static String start() {
    Path id = Path.of("/proc/sys/kernel/random/boot_id");
    try {
      return Files.exists(id) && Files.exists(UPTIME)
          ? Files.readString(id).strip().substring(0, 8)
          : "process-" + ProcessHandle.current().pid();
    } catch (IOException e) {
      throw new AleException("cannot read " + id + ": " + e.getMessage(), e);
    }
  }

  static Moment now() {
    if (BOOT.startsWith("process-")) {
      return new Moment(BOOT, System.nanoTime() / 1_000_000);
    }
    try {
      String text = Files.readString(UPTIME);
      double seconds = Double.parseDouble(text.substring(0, text.indexOf(' ')));
      return new Moment(BOOT, Math.round(seconds * 1e3));
    } catch (IOException e) {
      throw new AleException("cannot read " + UPTIME + ": " + e.getMessage(), e);
    }
  }

  /** How long after a line; nothing is known of one that stood there before the machine started. */
  Duration since(Journal.Line line) {
    return boot.equals(line.clock().boot())
        ? Duration.ofMillis(Math.max(0, millis - line.clock().millis()))
        : Duration.ZERO;
  }
}
