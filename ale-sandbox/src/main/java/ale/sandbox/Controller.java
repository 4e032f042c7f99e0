package ale.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that has a sandbox in its hands, written as in {@code 1234@5678900}.
 *
 * @param process its id
 * @param start when it started, in ticks since the machine did, so that a reused id is not taken
 *     for it. The time of day would not do: it jumps, and then every controller would seem gone.
 */
record Controller(long process, long start) {
  private static final long UNKNOWN = -1;
  private static final Pattern WORDS = Pattern.compile("([0-9]{1,10})@(-1|[0-9]{1,18})");

  /** Where it stands behind the name of the program, see proc_pid_stat(5): field 22. */
  private static final int START = 19;

  static Controller mine() {
    long me = ProcessHandle.current().pid();
    return new Controller(me, started(me).orElseThrow());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Controller of(String words) {
    Matcher parts = WORDS.matcher(words);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no controller: " + words);
    }
    return new Controller(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  /** As earlier versions wrote it, which know controllers by their ids alone. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Controller before(long process) {
    return new Controller(process, UNKNOWN);
  }

  @JsonValue
  @Override
  public String toString() {
    return process + "@" + start;
  }

  boolean gone() {
    return started(process).filter(ticks -> start == UNKNOWN || ticks == start).isEmpty();
  }

  private static Optional<Long> started(long process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[0].matches("[ZX]")
          ? Optional.empty()
          : Optional.of(Long.parseLong(fields[START]));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
