package ale.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Every program of a simulated machine, as one function. */
@FunctionalInterface
public interface SimulatedProgram {
  /**
   * Runs to its end; an interrupt is a kill.
   *
   * @param argv the program and its arguments
   * @param root the folder that is the machine's file system
   * @return the exit code
   */
  int run(List<String> argv, Path root) throws IOException, InterruptedException;
}
