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
      List.of("agent", "gcua", "pass", "95% interval", "mean score", "n", "unscored", "invalid");

  private BoardTable() {}

  /**
   * The table.
   *
   * @param gcua what the entrance check says of each agent
   */
  static String of(Board board, Map<String, String> gcua) {
    List<List<String>> rows = new ArrayList<>();
    for (Board.Row row : board.rows()) {
      rows.add(cells(row.agent(), gcua.getOrDefault(row.agent(), "untested"), row));
      row.clusters().forEach((cluster, part) -> rows.add(cells("  " + cluster, "", part)));
    }
    String table = Screen.table(HEADER, rows);
    StringBuilder text = new StringBuilder(table);
    for (Board.Row row : board.rows()) {
      if (row.unscored() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%s: %d of %d trials are unscored: it passes %s with them left out, %s with them"
                    + " counted as fails, %s if all were passes",
                row.agent(),
                row.unscored(),
                row.trials(),
                row.scored() == 0 ? "-" : percent(row.passRate()),
                percent(row.bounds().low()),
                percent(row.bounds().high())));
      }
    }
    return text.toString();
  }

  private static List<String> cells(String name, String gcua, Board.Row row) {
    boolean none = row.scored() == 0;
    return List.of(
        name,
        gcua,
        none ? "-" : percent(row.passRate()),
        none ? "-" : interval(row.interval()),
        none ? "-" : String.format(Locale.ROOT, "%.3f", row.meanScore()),
        Integer.toString(row.scored()),
        Integer.toString(row.unscored()),
        Integer.toString(row.invalid()));
  }

  private static String interval(Interval i) {
    return percent(i.low()) + " to " + percent(i.high());
  }

  private static String percent(double x) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * x);
  }
}
