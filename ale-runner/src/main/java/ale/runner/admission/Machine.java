package ale.runner.admission;

import java.nio.file.Path;

/** A machine as it can be asked how it is. */
public interface Machine {
  /** How it is now. */
  Reading read();

  /**
   * How a machine is at one time.
   *
   * @param processors it has
   * @param load programs that want a processor, averaged over a minute
   * @param memoryMegabytes it has
   * @param availableMegabytes of that could be had now
   * @param memoryPressure share of the last ten seconds, 0..1, in which a program waited for
   *     memory; 0 where nobody measures it
   * @param diskFreeMegabytes where runs are kept
   */
  record Reading(
      int processors,
      double load,
      long memoryMegabytes,
      long availableMegabytes,
      double memoryPressure,
      long diskFreeMegabytes) {}

  /**
   * The machine on which this program runs.
   *
   * @param runs where runs are kept
   */
  static Machine here(Path runs) {
    return new ThisMachine(Path.of("/proc"), runs);
  }
}
