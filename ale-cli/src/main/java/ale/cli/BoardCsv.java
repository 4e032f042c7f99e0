package ale.cli;

import ale.stats.Board;
import ale.stats.Effort;
import ale.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A board as a table for programs. */
final class BoardCsv {
  private static final String HEADER =
      "agent,dimension,value,trials,scored,passed,pass_rate,wilson_low,wilson_high,cluster_low,"
          + "cluster_high,mean_score,score_low,score_high,rank_best,rank_worst,unscored,invalid,"
          + "cost_usd_per_trial,cost_usd_per_pass,seconds_per_trial,input_tokens_per_trial,"
          + "output_tokens_per_trial";

  private BoardCsv() {}

  static String of(Board board) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (Board.Row row : board.rows()) {
      lines.add(line(row.agent(), "", "", row));
      row.clusters().forEach((key, part) -> lines.add(line(row.agent(), "cluster", key, part)));
      row.splits()
          .forEach((dimension, parts) ->
              parts.forEach((word, part) -> lines.add(line(row.agent(), dimension, word, part))));
    }
    return String.join("\n", lines);
  }

  private static String line(String agent, String dimension, String value, Board.Row r) {
    return Stream.of(
            List.of(quoted(agent), dimension, quoted(value)),
            Stream.of(r.trials(), r.scored(), r.passed()).map(String::valueOf).toList(),
            List.of(number(r.passRate())),
            ends(r.interval()),
            ends(r.intervalCluster()),
            List.of(number(r.meanScore())),
            ends(r.scoreInterval()),
            r.rank().stream().map(String::valueOf).toList(),
            Stream.of(r.unscored(), r.invalid()).map(String::valueOf).toList(),
            List.of(
                perTrial(r, "cost_usd"),
                effort(r, "cost_usd").flatMap(Effort::perPass).map(BoardCsv::number).orElse(""),
                perTrial(r, "seconds"),
                perTrial(r, "input_tokens"),
                perTrial(r, "output_tokens")))
        .flatMap(List::stream)
        .collect(Collectors.joining(","));
  }

  private static Optional<Effort> effort(Board.Row row, String metric) {
    return Optional.ofNullable(row.effort().get(metric));
  }

  private static String perTrial(Board.Row row, String metric) {
    return effort(row, metric).map(e -> number(e.perTrial())).orElse("");
  }

  /** A name may come from anywhere: quoted, and never a formula to a spreadsheet. */
  private static String quoted(String name) {
    String safe = name.matches("^[=+@\\-\t\r].*") ? "'" + name : name;
    return safe.matches("[A-Za-z0-9._:' -]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }

  private static List<String> ends(Interval i) {
    return List.of(number(i.low()), number(i.high()));
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.6f", x);
  }
}
