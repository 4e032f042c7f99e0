package ale.cli;

import ale.stats.Board;
import ale.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A board as a table for programs. */
final class BoardCsv {
  private static final String HEADER =
      "agent,cluster,trials,scored,passed,pass_rate,wilson_low,wilson_high,cluster_low,"
          + "cluster_high,mean_score,score_low,score_high,rank_best,rank_worst,unscored,invalid";

  private BoardCsv() {}

  static String of(Board board) {
    return Stream.concat(
            Stream.of(HEADER),
            board.rows().stream()
                .flatMap(r ->
                    Stream.concat(
                        Stream.of(line(r.agent(), "", r)),
                        r.clusters().entrySet().stream()
                            .map(c -> line(r.agent(), c.getKey(), c.getValue())))))
        .collect(Collectors.joining("\n"));
  }

  private static String line(String agent, String cluster, Board.Row r) {
    return Stream.of(
            List.of(quoted(agent), quoted(cluster)),
            Stream.of(r.trials(), r.scored(), r.passed()).map(String::valueOf).toList(),
            List.of(number(r.passRate())),
            ends(r.interval()),
            ends(r.intervalCluster()),
            List.of(number(r.meanScore())),
            ends(r.scoreInterval()),
            r.rank().stream().map(String::valueOf).toList(),
            Stream.of(r.unscored(), r.invalid()).map(String::valueOf).toList())
        .flatMap(List::stream)
        .collect(Collectors.joining(","));
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
