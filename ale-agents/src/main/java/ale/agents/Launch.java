package ale.agents;

import java.util.List;
import java.util.Map;

/**
 * How a program of the field is started in a sandbox. It reads the job from standard input.
 *
 * @param argv the program and its arguments
 * @param env what is added to the session's variables
 * @param files configuration, by paths relative to the user's folder
 */
record Launch(List<String> argv, Map<String, String> env, Map<String, String> files) {
  Launch {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
    files = Map.copyOf(files);
  }
}
