package ale.cli;

import ale.core.Json;
import ale.interop.Loss;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is printed: JSON on standard output, everything for people on standard error. */
final class Screen {
  private static final PrintStream PEOPLE = System.err;

  private Screen() {}

  /** One line of JSON and nothing else on standard output. */
  static void json(Object value) {
    System.out.println(Json.line(value));
  }

  /** A result that was asked for in words. */
  static void out(String text) {
    System.out.println(plain(text));
  }

  /** A table of a format of its own, which ends in a new line. */
  static void raw(CharSequence text) {
    System.out.print(text);
    System.out.flush();
  }

  /** What a format could not carry, each kind once. */
  static void losses(List<Loss> losses) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    losses.forEach(l ->
        kinds.merge(
            (l.field().isEmpty() ? "" : l.field() + ": ") + l.why(), l.count(), Integer::sum));
    if (!kinds.isEmpty()) {
      say("not carried over:");
      kinds.forEach(
          (kind, count) -> say("  " + kind + (count > 1 ? " (" + count + " times)" : "")));
    }
  }

  /** Progress, warnings, explanations. */
  static void say(String text) {
    PEOPLE.println(plain(text));
  }

  /** Names and logs may come from an agent: no control character reaches the terminal. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }

  /** Columns under a header, as wide as they need to be. */
  static String table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(String.format("%-" + (widths[i] + 2) + "s", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }
}
