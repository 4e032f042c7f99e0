package ale.cli;

import ale.stats.Board;
import ale.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A board as a table for a terminal. */
final class BoardTable {
  private static final List<String> HEADER =
      List.of(
          "agent",
          "gcua",
          "pass",
          "95% interval",
          "mean score",
          "rank",
          "n",
          "unscored",
          "invalid");

  private BoardTable() {}

  /** The table, split by cluster. */
  static String of(Board board, Map<String, String> gcua) {
    return of(board, gcua, "cluster");
  }

  /**
   * The table.
   *
   * @param gcua what the entrance check says of each agent
   * @param by the trait of tasks by which the lines of an agent are split
   */
  static String of(Board board, Map<String, String> gcua, String by) {
    List<List<String>> rows = new ArrayList<>();
    for (Board.Row row : board.rows()) {
      rows.add(cells(row.agent(), gcua.getOrDefault(row.agent(), "untested"), row));
      Map<String, Board.Row> parts =
          by.equals("cluster") ? row.clusters() : row.splits().getOrDefault(by, Map.of());
      parts.forEach((word, part) -> rows.add(cells("  " + word, "", part)));
    }
    String table = Screen.table(HEADER, rows);
    StringBuilder text = new StringBuilder(table);
    for (Board.Row row : board.rows()) {
      if (row.unscored() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%s: %d of %d trials are unscored: it passes %s with them left out, %s with them"
                    + " counted as fails, %s if all were passes; whatever they were, 95%% interval"
                    + " %s",
                row.agent(),
                row.unscored(),
                row.trials(),
                row.scored() == 0 ? "-" : percent(row.passRate()),
                percent(row.bounds().low()),
                percent(row.bounds().high()),
                interval(row.missing())));
      }
    }
    board.tracks().forEach(t -> text.append('\n').append(t.sentence()));
    for (Board.Row row : board.rows()) {
      row.effort()
          .forEach((metric, e) -> text.append('\n').append(Spent.line(row.agent(), metric, e)));
    }
    return text.toString();
  }

  private static List<String> cells(String name, String gcua, Board.Row row) {
    boolean none = row.scored() == 0;
    return List.of(
        name,
        gcua,
        none ? "-" : percent(row.passRate()),
        none ? "-" : interval(row.intervalCluster()),
        none ? "-" : String.format(Locale.ROOT, "%.3f", row.meanScore()),
        none ? "-" : rank(row.rank()),
        Integer.toString(row.scored()),
        Integer.toString(row.unscored()),
        Integer.toString(row.invalid()));
  }

  static String rank(List<Integer> rank) {
    return rank.getFirst().equals(rank.getLast())
        ? rank.getFirst().toString()
        : rank.getFirst() + " to " + rank.getLast();
  }

  private static String interval(Interval i) {
    return percent(i.low()) + " to " + percent(i.high());
  }

  private static String percent(double x) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * x);
  }
}
