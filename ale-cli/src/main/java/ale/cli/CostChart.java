package ale.cli;

import ale.stats.Board;
import ale.stats.Effort;
import ale.stats.Pareto;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
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
  private static final int LETTER = 8;
  private static final int LINE = 16;

  private final List<Board.Row> rows;
  private final List<Pareto.Point> front;
  private final List<Double> money;
  private final List<Double> rates;
  private final List<Rectangle2D> taken = new ArrayList<>();

  private CostChart(List<Board.Row> rows) {
    this.rows = rows;
    this.front = Pareto.front(rows.stream().map(CostChart::point).toList());
    this.money = Ticks.upTo(rows.stream().mapToDouble(CostChart::cost).max().orElse(1));
    this.rates =
        Ticks.upTo(
            Math.max(
                0.1, rows.stream().mapToDouble(r -> r.intervalCluster().high()).max().orElse(1)));
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
    rows.forEach(r -> svg.append(mark(r)));
    rows.forEach(r -> svg.append(label(r)));
    return svg
        + "</svg><figcaption>Filled and joined by the dashed line: no other agent costs no more and"
        + " passes no less. Cheapest first: "
        + names()
        + ". Point estimates; the intervals may overlap.</figcaption></figure>";
  }

  private String names() {
    return front.stream().map(p -> Page.text(p.name())).collect(Collectors.joining(", "));
  }

  private void grid(StringBuilder svg) {
    for (double rate : rates) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><text"
                  + " class=\"soft\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f%%</text>%n",
              LEFT,
              y(rate),
              WIDTH - RIGHT,
              y(rate),
              LEFT - 8,
              y(rate) + 5,
              100 * rate));
    }
    for (double dollars : money) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
              x(dollars),
              HEIGHT - BOTTOM + 20,
              Spent.amount("cost_usd", dollars)));
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

  /** A name beside its mark where none stands yet; a name without a place is in the table. */
  private String label(Board.Row row) {
    String name = Page.shortened(row.agent(), LONGEST);
    double width = LETTER * name.length();
    double y = y(row.passRate());
    double x = x(cost(row));
    for (double[] place :
        new double[][] {
          {x + 10, y - 8}, {x + 10, y + 18}, {x - 10 - width, y - 8}, {x - 10 - width, y + 18}
        }) {
      Rectangle2D box = new Rectangle2D.Double(place[0], place[1] - LINE, width, LINE);
      boolean inside = place[0] >= LEFT && place[0] + width <= WIDTH;
      if (inside && taken.stream().noneMatch(box::intersects)) {
        taken.add(box);
        boolean before = place[0] < x;
        return String.format(
            Locale.ROOT,
            "<text class=\"name\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            before ? x - 10 : place[0],
            place[1],
            before ? "end" : "start",
            Page.text(name));
      }
    }
    return "";
  }

  private String mark(Board.Row row) {
    double x = x(cost(row));
    double y = y(row.passRate());
    taken.add(new Rectangle2D.Double(x - 6, y - 6, 12, 12));
    boolean best = front.stream().anyMatch(p -> p.name().equals(row.agent()));
    return String.format(
        Locale.ROOT,
        "<line class=\"reach\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/><circle"
            + " class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s: %s, %s a"
            + " trial</title></circle>%n",
        x,
        y(row.intervalCluster().low()),
        x,
        y(row.intervalCluster().high()),
        best ? "dot" : "hollow",
        x,
        y,
        Page.text(row.agent()),
        Page.percent(row.passRate()),
        Spent.amount("cost_usd", cost(row)));
  }

  private double x(double cost) {
    return LEFT + (WIDTH - LEFT - RIGHT) * cost / money.getLast();
  }

  private double y(double rate) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * rate / rates.getLast();
  }
}
