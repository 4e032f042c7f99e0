package ale.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that a request asks for, ready to start.
 *
 * @param mark by which everything it starts can be found
 */
record Launch(List<String> argv, Map<String, String> env, String cwd, String mark) {
  private static final Pattern ERROR_NUMBER = Pattern.compile("error[:=] ?(\\d+)");

  /** Reads the fields {@code argv}, {@code env} and {@code cwd}; what is common yields to them. */
  static Launch of(Fields request, Map<String, String> common) {
    List<String> argv = request.strings("argv");
    if (argv.isEmpty()) {
      throw GuestException.badRequest("\"argv\" must name a program");
    }
    String cwd = request.string("cwd", "");
    if (!cwd.isEmpty() && !Files.isDirectory(RawPath.of(cwd))) {
      throw new GuestException(GuestException.Code.NOT_FOUND, "there is no directory " + cwd);
    }
    var env = new HashMap<>(common);
    env.putAll(request.texts("env"));
    return new Launch(argv, env, cwd, UUID.randomUUID().toString());
  }

  ProcessBuilder program() {
    return program(argv);
  }

  /** The same program behind another that starts it. */
  ProcessBuilder program(List<String> command) {
    var builder = new ProcessBuilder(command);
    try {
      builder.environment().putAll(env);
    } catch (IllegalArgumentException e) {
      throw new GuestException(
          GuestException.Code.BAD_REQUEST, "\"env\" is not an environment: " + e.getMessage(), e);
    }
    builder.environment().put(ProcessTree.VARIABLE, mark);
    if (!cwd.isEmpty()) {
      Path directory = RawPath.of(cwd);
      builder.directory(directory.toFile());
    }
    return builder;
  }

  ProcessTree tree(Process process) {
    return new ProcessTree(process.toHandle(), mark);
  }

  /** Why the program could not be started; the JDK tells it only as the number in its message. */
  GuestException unstarted(IOException e) {
    String message = String.valueOf(e.getMessage());
    String program = argv.getFirst();
    Matcher number = ERROR_NUMBER.matcher(message);
    return switch (number.find() ? number.group(1) : "") {
      case "2" ->
          new GuestException(GuestException.Code.NOT_FOUND, "there is no program " + program, e);
      case "13" ->
          new GuestException(GuestException.Code.DENIED, "the guest may not run " + program, e);
      default ->
          new GuestException(GuestException.Code.IO, "cannot run " + program + ": " + message, e);
    };
  }

  static void kill(ProcessTree tree) {
    try {
      tree.kill();
    } catch (IOException e) {
      throw new GuestException(
          GuestException.Code.IO, "cannot list processes to kill them: " + e.getMessage(), e);
    }
  }
}
