package ale.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Programs on a machine that runs {@code computer-server}, by its one command for the shell.
 *
 * <p>That command answers when the program has ended, with text. What a program writes is therefore
 * kept in files there and comes back in base64, whatever its bytes are, and at most {@link
 * #MOST_OUTPUT} of each stream. Needs the programs of a GNU system.
 */
final class RemoteShell {
  /** What a script wrote, and how it ended. */
  record Ended(int code, byte[] out, byte[] err) {
    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }
  }

  static final int MOST_OUTPUT = 16 << 20;
  private static final int MOST_SCRIPT = 100_000;
  private static final int TIMED_OUT = 124;
  private static final int KILLED = 137;
  private static final int MISSING = 127;
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final byte[] NOWHERE =
      "ale: no such program\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Of the time, the script, its input, and the most that is brought back of its output. */
  private static final String FRAME =
      """
      d=$(mktemp -d) || exit
      trap 'rm -rf "$d"' EXIT
      timeout -k 1 "$1" sh -c "$2" >"$d/o" 2>"$d/e" <"$3"
      echo $?
      head -c "$4" "$d/o" | base64 -w 0
      echo
      head -c "$4" "$d/e" | base64 -w 0
      """;

  private final ComputerServer server;
  private final RemoteFiles files;

  RemoteShell(ComputerServer server) {
    this.server = server;
    this.files = new RemoteFiles(server, this);
  }

  RemoteFiles files() {
    return files;
  }

  /** Runs a script, whose program it may replace, within a time. */
  Ended run(String script, String input, Duration limit) {
    String framed =
        "set -- %s %s %s %d\n%s"
            .formatted(seconds(limit), quoted(script), quoted(input), MOST_OUTPUT, FRAME);
    if (framed.length() > MOST_SCRIPT) {
      throw GuestException.badRequest(
          "a command line has at most " + MOST_SCRIPT + " characters on a remote machine");
    }
    Duration patience = limit.plus(GRACE);
    return server.ask(
        "run_command",
        Fields.of("command", framed, "timeout", patience.toSeconds()),
        patience.plus(GRACE),
        RemoteShell::ended);
  }

  private static Ended ended(Fields reply) {
    String[] lines = reply.string("stdout").split("\n", -1);
    if (lines.length < 3 || !lines[0].matches("[0-9]{1,3}")) {
      throw GuestException.badRequest(
          "the shell there cannot do it: " + reply.string("stderr", "it says nothing"));
    }
    return new Ended(
        Integer.parseInt(lines[0]), RemoteDrivers.base64(lines[1]), RemoteDrivers.base64(lines[2]));
  }

  /** Runs a script that must succeed. */
  Ended must(String what, String script, Duration limit) {
    Ended ended = run(script, "/dev/null", limit);
    if (ended.code() != 0) {
      String complaint = new String(ended.err(), StandardCharsets.UTF_8).strip();
      throw new GuestException(
          complaint.endsWith("No such file or directory")
              ? GuestException.Code.NOT_FOUND
              : GuestException.Code.IO,
          "%s failed on the remote machine: %s".formatted(what, complaint));
    }
    return ended;
  }

  /** The operation {@code exec}. */
  Fields exec(Operation.Call call) throws IOException {
    Fields request = call.request();
    List<String> argv = request.strings("argv");
    if (argv.isEmpty()) {
      throw GuestException.badRequest("\"argv\" must name a program");
    }
    Duration limit =
        Duration.ofMillis(request.integer("timeout_ms", 1, Integer.MAX_VALUE, 600_000));
    String script = script(argv, request.texts("env"), request.string("cwd", ""));
    boolean withInput = request.flag("stdin");
    String input = withInput ? files.temporary() : "/dev/null";
    long start = System.nanoTime();
    Ended ended;
    try {
      if (withInput) {
        files.upload(input, call.input(Frame.STDIN));
      }
      start = System.nanoTime();
      ended = run(script, input, limit);
    } finally {
      if (withInput) {
        files.remove(input);
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (ended.code() == MISSING && Arrays.equals(ended.out(), NOWHERE)) {
      throw new GuestException(
          GuestException.Code.NOT_FOUND, "there is no program " + argv.getFirst());
    }
    send(call, Frame.STDOUT, ended.out());
    send(call, Frame.STDERR, ended.err());
    boolean late =
        (ended.code() == TIMED_OUT || ended.code() == KILLED) && took.compareTo(limit) >= 0;
    return Fields.of("exit_code", ended.code(), "timed_out", late, "duration_ms", took.toMillis());
  }

  private static void send(Operation.Call call, int stream, byte[] bytes) throws IOException {
    try (OutputStream out = call.output(stream)) {
      out.write(bytes);
    }
  }

  private static String script(List<String> argv, Map<String, String> env, String cwd) {
    var script = new StringBuilder();
    if (!cwd.isEmpty()) {
      script.append("cd ").append(quoted(cwd)).append(" || exit\n");
    }
    script
        .append("command -v -- ")
        .append(quoted(argv.getFirst()))
        .append(" >/dev/null 2>&1 || { echo 'ale: no such program'; exit 127; }\nexec env --");
    env.forEach((name, value) -> {
      if (!VARIABLE.matcher(name).matches()) {
        throw GuestException.badRequest("\"" + name + "\" is not a name of a variable");
      }
      script.append(' ').append(quoted(name + "=" + value));
    });
    argv.forEach(word -> script.append(' ').append(quoted(word)));
    return script.toString();
  }

  /** A word that the shell takes as it stands. */
  static String quoted(String word) {
    if (word.indexOf(0) >= 0) {
      throw GuestException.badRequest("a command has no zero characters");
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }

  static String quoted(List<String> words) {
    return String.join(" ", words.stream().map(RemoteShell::quoted).toList());
  }

  private static String seconds(Duration limit) {
    return limit.toSeconds() + "." + "%03d".formatted(limit.toMillisPart());
  }
}
