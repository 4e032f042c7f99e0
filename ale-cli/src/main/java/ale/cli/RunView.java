package ale.cli;

import ale.runner.Projection;
import ale.runner.RunState;
import ale.runner.TrialState;
import ale.runner.TrialState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run as lines of a terminal: how far it is, when it will be over, what it costs, what is slow.
 */
final class RunView {
  private static final int BAR = 24;
  private static final int MOST_TRIALS = 6;

  private RunView() {}

  /** The whole board, for a terminal that is so wide. */
  static List<String> lines(RunState state, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(progress(state));
    lines.add(totals(state));
    forecast(state).ifPresent(lines::add);
    lines.addAll(slowest(state));
    waits(state).ifPresent(lines::add);
    return lines.stream().map(l -> cut(Screen.plain(l), width)).toList();
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
  }

  private static String progress(RunState state) {
    int all = state.trials().size();
    int over = state.over();
    int full = all == 0 ? BAR : over * BAR / all;
    return String.format(
        Locale.ROOT,
        "%s  %s  [%s%s] %d of %d trials over",
        state.run(),
        state.standing().word(),
        "#".repeat(full),
        ".".repeat(BAR - full),
        over,
        all);
  }

  /** How many stand how: {@code 3 running, 2 waiting, 5 scored, 1 unscored (grader 1)}. */
  static String totals(RunState state) {
    List<String> parts = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      int count = state.count(standing);
      if (count > 0) {
        String text = count + " " + standing.word();
        parts.add(standing == Standing.UNSCORED ? text + " (" + sources(state) + ")" : text);
      }
    }
    return String.join(", ", parts);
  }

  private static String sources(RunState state) {
    return state.unscored().entrySet().stream()
        .map((Map.Entry<String, Integer> e) -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** When it will be over and what it will cost, each with its spread. */
  static java.util.Optional<String> forecast(RunState state) {
    Projection projection = Projection.of(state);
    List<String> parts = new ArrayList<>();
    if (state.over() < state.trials().size()) {
      projection
          .seconds()
          .ifPresent(s ->
              parts.add(
                  "over in about "
                      + time(s.middle())
                      + " ("
                      + time(s.low())
                      + " to "
                      + time(s.high())
                      + ")"));
    }
    projection
        .dollars()
        .ifPresent(d ->
            parts.add(
                String.format(
                    Locale.ROOT,
                    "$%.2f so far, $%.2f in the end ($%.2f to $%.2f)",
                    projection.spent(),
                    d.middle(),
                    Math.max(d.low(), projection.spent()),
                    d.high())));
    return parts.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(String.join("; ", parts));
  }

  private static List<String> slowest(RunState state) {
    return state.trials().stream()
        .filter(t -> !t.over() && t.attempt() > 0)
        .sorted(Comparator.comparing((TrialState t) -> t.since().orElse(Instant.MAX)))
        .limit(MOST_TRIALS)
        .map(t ->
            String.format(
                Locale.ROOT,
                "  %-8s %-8s %8s  %s%s",
                t.standing().word(),
                t.phase().map(p -> p.word()).orElse(""),
                t.since()
                    .map(s -> time(Duration.between(s, state.at()).toMillis() / 1e3))
                    .orElse(""),
                t.trial(),
                t.attempt() > 1 ? "  attempt " + t.attempt() : ""))
        .toList();
  }

  private static java.util.Optional<String> waits(RunState state) {
    return state.trials().stream()
        .filter(t -> t.waits().isPresent())
        .findFirst()
        .map(t -> "next: " + t.trial() + ": " + t.waits().orElse(""));
  }

  /** A span of time in two figures at most. */
  static String time(double seconds) {
    long s = Math.max(0, Math.round(seconds));
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? s / 60 + " min" + (s < 600 && s % 60 > 0 ? " " + s % 60 + " s" : "")
        : s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}
