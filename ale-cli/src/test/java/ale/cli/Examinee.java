package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Conversation.Message;
import ale.gateway.Conversation.Role;
import ale.gateway.Policy;
import ale.gateway.Turn;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model that can do each job of the entrance check, from what it is told and shown and nothing
 * else. It sees if its harness shows it pictures.
 *
 * @param hands the tools of its harness
 */
record Examinee(Hands hands) implements Policy {
  private static final List<String> JOBS =
      List.of("A store has", "log.csv in", "sh next.sh", "sh measure.sh", "A window on the screen");
  private static final String SAVED = "The answer is saved.";

  @Override
  public Turn next(Conversation c) {
    String latest = c.latest();
    if (latest.contains(SAVED) || (!c.images().isEmpty() && Plates.chosen(c.images().getLast()))) {
      return hands.finish();
    }
    String job = job(c);
    return switch (JOBS.indexOf(JOBS.stream().filter(job::contains).findFirst().orElse(""))) {
      case 0 -> divide(c, job);
      case 1 -> count(c);
      case 2 -> read(c);
      case 3 -> measure(c);
      case 4 -> look(c, job);
      default -> hands.finish(); // what a program asks for itself
    };
  }

  /** The line that says what to do, wherever the harness puts it. */
  private static String job(Conversation c) {
    return c.messages().stream()
        .filter(m -> m.role() == Role.USER)
        .flatMap(m -> m.text().lines())
        .filter(line -> JOBS.stream().anyMatch(line::contains))
        .findFirst()
        .orElse("");
  }

  private Turn sh(Conversation c, String command) {
    return hands.shell(c, "cd /home/agent/work; " + command);
  }

  /** Writes what a command prints into the answer. */
  private Turn answer(Conversation c, String command) {
    return sh(c, "mkdir -p output; " + command + " > output/answer.txt && echo " + SAVED);
  }

  private static List<Integer> numbers(String text) {
    return Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .map(m -> Integer.valueOf(m.group()))
        .toList();
  }

  private Turn divide(Conversation c, String job) {
    List<Integer> n = numbers(job);
    return answer(c, "echo " + (n.get(0) * n.get(1) - n.get(2)) / n.get(3) / 3);
  }

  private Turn count(Conversation c) {
    return answer(c, "awk -F, '$1==\"M4\"&&$3==\"stopped\"{s+=$2}END{print s+0}' log.csv");
  }

  private Turn read(Conversation c) {
    if (c.replies() < 10) {
      return sh(
          c,
          "sh next.sh "
              + (c.replies() + 1)
              + " | grep -oE 'watchword is [a-z]+|number of this page is [0-9]+'");
    }
    StringBuilder seen = new StringBuilder();
    for (Message message : c.messages()) {
      message.results().forEach(r -> seen.append(r.text()).append('\n'));
    }
    int sum =
        Pattern.compile("page is (\\d+)")
            .matcher(seen)
            .results()
            .mapToInt(m -> Integer.parseInt(m.group(1)))
            .sum();
    Matcher word = Pattern.compile("watchword is ([a-z]+)").matcher(seen);
    return answer(c, "echo " + (word.find() ? word.group(1) : "none") + "-" + sum);
  }

  private Turn measure(Conversation c) {
    Matcher value = Pattern.compile("value: (\\d+)").matcher(c.latest());
    if (value.find()) {
      return answer(c, "echo " + value.group(1));
    }
    String first = c.latest().contains("measure.lock") ? "rm measure.lock; " : "";
    return sh(c, first + "timeout 2 sh measure.sh");
  }

  private Turn look(Conversation c, String job) {
    if (c.tool("screenshot").isEmpty() || c.replies() > 100) {
      return answer(c, "echo 0");
    }
    boolean clicking = job.contains("Click");
    String wanted =
        clicking
            ? "" + numbers(job.substring(job.indexOf("with the number "))).getFirst()
            : "[0-9]{6}";
    return Stream.ofNullable(c.images().isEmpty() ? null : c.images().getLast())
        .flatMap(png -> Plates.in(png).stream())
        .filter(plate -> plate.digits().matches(wanted)) // it may have been half painted
        .findFirst()
        .map(plate ->
            clicking
                ? shown(c, hands.click(c, plate.x(), plate.y()))
                : answer(c, "echo " + plate.digits()))
        .orElseGet(() ->
            shown(
                c,
                Turn.call(
                    c.tool("mouse_move").orElseThrow(), // off the digits
                    Map.of("coordinate", List.of(990, 990)))));
  }

  /** An action, and what the screen shows once it has had its effect. */
  private static Turn shown(Conversation c, Turn action) {
    return action
        .andCall(c.tool("wait_still").orElseThrow(), Map.of("quiet_ms", 700, "timeout_ms", 10_000))
        .andCall(c.tool("screenshot").orElseThrow(), Map.of());
  }
}
