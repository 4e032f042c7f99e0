package ale.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This very program, started once more as a process of its own, with the same limits. */
final class Self {
  private Self() {}

  /**
   * Makes it ready to start.
   *
   * @param options for the virtual machine, beside those of this process
   */
  static ProcessBuilder command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", Places.standard().jars() + "/*", Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
