package ale.cli;

import ale.stats.Board;
import java.util.List;
import java.util.Locale;

/** Pass rates with their intervals, one line for each agent, as SVG. */
final class IntervalChart {
  private static final int WIDTH = 720;
  private static final int LEFT = 210;
  private static final int RIGHT = 30;
  private static final int TOP = 10;
  private static final int STEP = 26;
  private static final int LONGEST = 24;

  private IntervalChart() {}

  static String of(Board board) {
    List<Board.Row> rows = board.rows();
    double most = rows.stream().mapToDouble(r -> r.intervalCluster().high()).max().orElse(1);
    List<Double> ticks = Ticks.upTo(Math.max(most, 0.05));
    double top = ticks.getLast();
    int bottom = TOP + STEP * rows.size();
    StringBuilder svg = new StringBuilder();
    svg.append("<h2>Pass rate with 95% interval</h2>\n<figure class=\"wide\">");
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"passes\"><title"
                + " id=\"passes\">Pass rates with 95%% intervals; the figures are in the table"
                + " above</title>%n",
            WIDTH,
            bottom + 34));
    for (double value : ticks) {
      double x = x(value, top);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/><text"
                  + " class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f%%</text>%n",
              x,
              TOP,
              x,
              bottom,
              x,
              bottom + 20,
              100 * value));
    }
    for (int i = 0; i < rows.size(); i++) {
      svg.append(line(rows.get(i), TOP + STEP * i + STEP / 2, top));
    }
    return svg.append("</svg></figure>").toString();
  }

  private static String line(Board.Row row, int y, double top) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><line class=\"band\" x1=\"%.1f\""
            + " y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/><circle class=\"dot\" cx=\"%.1f\" cy=\"%d\""
            + " r=\"5\"><title>%s: %s</title></circle>%n",
        LEFT - 14,
        y + 5,
        Page.text(Page.shortened(row.agent(), LONGEST)),
        x(row.intervalCluster().low(), top),
        y,
        x(row.intervalCluster().high(), top),
        y,
        x(row.passRate(), top),
        y,
        Page.text(row.agent()),
        Page.percent(row.passRate()));
  }

  private static double x(double value, double top) {
    return LEFT + Math.min(1, value / top) * (WIDTH - LEFT - RIGHT);
  }
}
