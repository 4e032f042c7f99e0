package ale.cli;

import ale.stats.Board;
import ale.stats.Effort;
import ale.stats.Pareto;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cost of a trial against pass rate, with the agents that nothing beats in both, as SVG. */
final class CostChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int LEFT = 56;
  private static final int RIGHT = 24;
  private static final int TOP = 16;
  private static final int BOTTOM = 48;
  private static final int LONGEST = 24;
  private static final int MOST_LABELS = 12;

  private final List<Board.Row> rows;
  private final List<Pareto.Point> front;
  private final double dearest;
  private final double highest;

  private CostChart(List<Board.Row> rows) {
    this.rows = rows;
    this.front = Pareto.front(rows.stream().map(CostChart::point).toList());
    this.dearest = 1.15 * Math.max(1e-9, rows.stream().mapToDouble(CostChart::cost).max().orElse(1));
    this.highest =
        Math.clamp(
            rows.stream().mapToDouble(r -> r.intervalCluster().high()).max().orElse(1), 0.1, 1);
  }

  static String of(Board board) {
    List<Board.Row> known =
        board.rows().stream().filter(r -> effort(r).isPresent() && r.scored() > 0).toList();
    return known.isEmpty() ? "" : new CostChart(known).draw();
  }

  private static Optional<Effort> effort(Board.Row row) {
    return Optional.ofNullable(row.effort().get("cost_usd"));
  }

  private static double cost(Board.Row row) {
    return effort(row).map(Effort::perTrial).orElse(0.0);
  }

  private static Pareto.Point point(Board.Row row) {
    return new Pareto.Point(row.agent(), cost(row), row.passRate());
  }

  private String draw() {
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<h2>Cost against pass rate</h2>\n<figure class=\"wide\"><svg viewBox=\"0 0 %d"
                    + " %d\" role=\"img\" aria-labelledby=\"costs\"><title id=\"costs\">Cost per"
                    + " trial against pass rate with 95%% intervals; on the Pareto front, cheapest"
                    + " first: %s</title>%n",
                WIDTH,
                HEIGHT,
                names()));
    grid(svg);
    svg.append("<polyline class=\"front\" points=\"").append(steps()).append("\"/>\n");
    for (int i = 0; i < rows.size(); i++) {
      svg.append(mark(rows.get(i), i < MOST_LABELS));
    }
    return svg
        + "</svg><figcaption>Filled and joined by the dashed line: no other agent costs no more and"
        + " passes no less. Cheapest first: "
        + names()
        + ". Point estimates; the intervals may overlap.</figcaption></figure>";
  }

  private String names() {
    return front.stream()
        .map(p -> Page.text(Page.shortened(p.name(), LONGEST)))
        .collect(Collectors.joining(", "));
  }

  private void grid(StringBuilder svg) {
    for (int tick = 0; tick <= 4; tick++) {
      double rate = highest * tick / 4;
      double money = dearest * tick / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><text"
                  + " class=\"soft\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f%%</text><text"
                  + " class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
              LEFT,
              y(rate),
              WIDTH - RIGHT,
              y(rate),
              LEFT - 8,
              y(rate) + 5,
              100 * rate,
              x(money),
              HEIGHT - BOTTOM + 20,
              Spent.amount("cost_usd", money)));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"soft\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">cost per trial</text>%n",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 8));
  }

  /** The front as steps: between two agents one gets what the cheaper gives. */
  private String steps() {
    StringBuilder points = new StringBuilder();
    double height = 0;
    for (Pareto.Point p : front) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(p.cost()), y(height)));
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(p.cost()), y(p.yield())));
      height = p.yield();
    }
    points.append(String.format(Locale.ROOT, "%d,%.1f", WIDTH - RIGHT, y(height)));
    return points.toString();
  }

  private String mark(Board.Row row, boolean labelled) {
    double x = x(cost(row));
    boolean best = front.stream().anyMatch(p -> p.name().equals(row.agent()));
    boolean right = x > WIDTH * 0.7;
    String label =
        labelled
            ? String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                right ? x - 10 : x + 10,
                y(row.passRate()) - 8,
                right ? "end" : "start",
                Page.text(Page.shortened(row.agent(), LONGEST)))
            : "";
    return String.format(
        Locale.ROOT,
        "<line class=\"reach\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/><circle"
            + " class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s: %s, %s a"
            + " trial</title></circle>%s%n",
        x,
        y(row.intervalCluster().low()),
        x,
        y(row.intervalCluster().high()),
        best ? "dot" : "hollow",
        x,
        y(row.passRate()),
        Page.text(row.agent()),
        Page.percent(row.passRate()),
        Spent.amount("cost_usd", cost(row)),
        label);
  }

  private double x(double cost) {
    return LEFT + (WIDTH - LEFT - RIGHT) * cost / dearest;
  }

  private double y(double rate) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * rate / highest;
  }
}
