package ale.runner;

import ale.core.FaultException;
import ale.core.FaultSource;
import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.GuestClient;
import ale.tasks.Dockerfile;
import ale.tasks.Dockerfile.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Does to a fresh sandbox what a Dockerfile would have done to its image, where there is no engine
 * that builds images: it copies, sets and runs, line by line, before the agent comes.
 */
final class Furnishing {
  private static final Duration LEAST = Duration.ofMillis(1);

  private final GuestClient guest;
  private final Path context;
  private final long end;
  private final Map<String, String> env = new HashMap<>();
  private String directory = "/";

  /**
   * @param context the folder in which the Dockerfile stands
   * @param within how long all of it may take
   */
  Furnishing(GuestClient guest, Path context, Duration within) {
    this.guest = guest;
    this.context = context;
    this.end = System.nanoTime() + within.toNanos();
  }

  void apply(Dockerfile dockerfile) throws IOException {
    for (Step step : dockerfile.steps()) {
      switch (step) {
        case Step.Env set -> env.putAll(set.variables());
        case Step.Workdir next -> {
          directory = Dockerfile.resolve(directory, next.path());
          run(List.of("mkdir", "-p", directory), "/", "WORKDIR " + next.path());
        }
        case Step.Copy copy -> copy(copy);
        case Step.Run run -> run(run.argv(), directory, "RUN " + run.text());
      }
    }
  }

  private void copy(Step.Copy copy) throws IOException {
    String target = Dockerfile.resolve(directory, copy.target());
    boolean into = copy.target().endsWith("/") || copy.sources().size() > 1;
    Map<String, Path> named = new TreeMap<>();
    for (String source : copy.sources()) {
      Path from = context.resolve(source.replaceFirst("^/+", "")).normalize();
      if (!from.startsWith(context) || !Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        throw fault("COPY " + source, "there is no such file beside the Dockerfile");
      }
      if (Files.isDirectory(from)) {
        ale.core.Digest.files(from)
            .forEach(file -> named.put(below(target, from.relativize(file).toString()), file));
      } else {
        named.put(
            into || target.equals(directory) || copy.target().equals(".")
                ? below(target, String.valueOf(from.getFileName()))
                : target.substring(1),
            from);
      }
    }
    Staging.put(named, guest, "/");
  }

  private static String below(String folder, String name) {
    return (folder.equals("/") ? "" : folder.substring(1) + "/") + name;
  }

  private void run(List<String> argv, String in, String line) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    Captured said = new Captured(1 << 16);
    ExecResult result =
        guest.exec(
            new Command(argv, env, in, left.compareTo(LEAST) > 0 ? left : LEAST, new byte[0]),
            said);
    if (result.timedOut()) {
      throw fault(line, "it did not end within build_timeout_sec");
    }
    if (result.exitCode() != 0) {
      throw fault(line, "exit code " + result.exitCode() + ": " + tail(said));
    }
  }

  private static String tail(Captured said) {
    String words = (said.err().isBlank() ? said.out() : said.err()).strip();
    return words.substring(Math.max(0, words.length() - 300));
  }

  private static FaultException fault(String line, String why) {
    return new FaultException(
        FaultSource.TASK,
        "this line of the task's Dockerfile cannot be followed in a sandbox of this provider, which"
            + " builds no images and has no network: "
            + (line.length() > 200 ? line.substring(0, 200) + "..." : line)
            + ": "
            + why);
  }
}
