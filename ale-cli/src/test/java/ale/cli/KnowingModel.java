package ale.cli;

import ale.core.Digest;
import ale.gateway.Conversation;
import ale.gateway.Policy;
import ale.gateway.Turn;
import ale.tasks.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model that knows the solutions of some jobs and does them by the tools of whichever program
 * asks it: it looks at the screen and at the inputs, writes the solution down, starts it, waits for
 * its end, looks again and says that it is done. It makes no call twice, in which some programs see
 * a loop, and substitutes no command in a command, which some refuse.
 */
final class KnowingModel implements Policy {
  private static final String UNFINISHED = "it is still at work";
  private static final int PIECE = 7000;

  /** Some programs show the command with its output, so it does not have the words in itself. */
  private static final String WAIT =
      "timeout 8 sh -c 'until [ -s /solution/end.txt ]; do sleep 0.2; done' && cat /solution/end.txt"
          + " || { tail -n 3 /solution/log.txt; echo it is still \"at\" work; }";

  /** A step that takes the form that the program's tools have. */
  private interface Move {
    Turn in(Conversation c);
  }

  private final Map<String, List<Move>> plays = new LinkedHashMap<>();

  KnowingModel(List<Instance> jobs) {
    jobs.forEach(job -> plays.put(firstLine(job), play(job)));
  }

  private static String firstLine(Instance job) {
    return job.instruction().strip().lines().findFirst().orElseThrow();
  }

  @Override
  public Turn next(Conversation c) {
    List<Move> play =
        plays.entrySet().stream()
            .filter(e -> c.messages().stream().anyMatch(m -> m.text().contains(e.getKey())))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no job in " + c.messages()))
            .getValue();
    long waits =
        c.messages().stream()
            .flatMap(m -> m.results().stream())
            .filter(r -> r.text().contains(UNFINISHED))
            .count();
    return play.get((int) Math.min(c.replies() - waits, play.size() - 1)).in(c);
  }

  private static List<Move> play(Instance job) {
    List<Move> play = new ArrayList<>();
    play.add(tool("screenshot", Map.of()));
    play.add(shell("cd /home/agent/work && ls -laR . | head -n 60"));
    play.add(shell("cd /home/agent/work && find . -type f | head -n 8 | xargs head -c 600"));
    play.add(tool("click", Map.of("x", 985, "y", 985)));
    for (Path file : Digest.files(job.solution())) {
      String name = "/solution/" + job.solution().relativize(file);
      byte[] bytes = read(file);
      for (int from = 0; from == 0 || from < bytes.length; from += PIECE) {
        byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE));
        play.add(
            shell(
                "mkdir -p %s && echo %s | base64 -d %s %s && wc -c %s"
                    .formatted(
                        name.substring(0, name.lastIndexOf('/')),
                        Base64.getEncoder().encodeToString(piece),
                        from == 0 ? ">" : ">>",
                        name,
                        name)));
      }
    }
    play.add(
        shell(
            "cd /home/agent/work && export DISPLAY=:0 && (setsid sh -c"
                + " 'sh /solution/solve.sh; echo $? > /solution/end.txt'"
                + " > /solution/log.txt 2>&1 < /dev/null &) ; echo started"));
    play.add(c -> shell(WAIT + " # " + c.replies()).in(c));
    play.add(shell("cat /solution/log.txt; ls -la /home/agent/work/output"));
    play.add(tool("screenshot", Map.of()));
    play.add(c -> Turn.say("The job is done."));
    return List.copyOf(play);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Move tool(String name, Map<String, ?> arguments) {
    return c -> Turn.call(c.tool(name).orElse("no-tool-" + name), arguments);
  }

  private static Move shell(String script) {
    return c ->
        switch (c.dialect()) {
          case ANTHROPIC -> Turn.call("Bash", Map.of("command", script));
          case RESPONSES ->
              Turn.call("exec_command", Map.of("cmd", script, "yield_time_ms", 30_000));
          case GEMINI -> Turn.call("run_shell_command", Map.of("command", script));
          case CHAT ->
              c.tools().contains("bash")
                  ? Turn.call("bash", Map.of("command", script, "description", "a step"))
                  : Turn.call(
                      "run_shell_command", Map.of("command", script, "is_background", false));
        };
  }
}
