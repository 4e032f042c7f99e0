package ale.cli;

import ale.core.Tier;
import ale.stats.Board;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How each agent's pass rate falls from tier to tier, as SVG and as a table. */
final class TierProfile {
  private static final int WIDTH = 720;
  private static final int LEFT = 210;
  private static final int TOP = 34;
  private static final int STEP = 30;
  private static final int LONGEST = 24;

  private TierProfile() {}

  static String of(Board board) {
    List<String> tiers =
        Arrays.stream(Tier.values())
            .map(Tier::word)
            .filter(t -> board.rows().stream().anyMatch(r -> tiers(r).containsKey(t)))
            .toList();
    return tiers.isEmpty()
        ? ""
        : "<h2>Pass rate by tier</h2>\n"
            + chart(board, tiers)
            + "\n"
            + table(board, tiers)
            + "\n<p>Tiers are those that the instances declared when the run was planned; the"
            + " command <code>ale tiers</code> shows what the published rule says.</p>";
  }

  private static Map<String, Board.Row> tiers(Board.Row row) {
    return row.splits().getOrDefault("tier", Map.of());
  }

  private static String chart(Board board, List<String> tiers) {
    int height = TOP + STEP * board.rows().size() + 8;
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<figure class=\"wide\"><svg viewBox=\"0 0 %d %d\" role=\"img\""
                    + " aria-labelledby=\"tiers\"><title id=\"tiers\">Pass rates by tier with 95%%"
                    + " intervals, each column from 0 to 100%%; the figures are in the table"
                    + " below</title>%n",
                WIDTH,
                height));
    double column = (WIDTH - LEFT - 20.0) / tiers.size();
    for (int t = 0; t < tiers.size(); t++) {
      double x = LEFT + t * column;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"18\">%s</text><line class=\"grid\" x1=\"%.1f\" y1=\"26\""
                  + " x2=\"%.1f\" y2=\"%d\"/><line class=\"grid\" x1=\"%.1f\" y1=\"26\""
                  + " x2=\"%.1f\" y2=\"%d\"/>%n",
              x,
              Page.text(tiers.get(t).replace('-', ' ')),
              x,
              x,
              height,
              x + column - 24,
              x + column - 24,
              height));
    }
    for (int i = 0; i < board.rows().size(); i++) {
      Board.Row row = board.rows().get(i);
      int y = TOP + STEP * i + STEP / 2;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
              LEFT - 14,
              y + 5,
              Page.text(Page.shortened(row.agent(), LONGEST))));
      for (int t = 0; t < tiers.size(); t++) {
        Board.Row part = tiers(row).get(tiers.get(t));
        if (part != null && part.scored() > 0) {
          svg.append(mark(part, LEFT + t * column, column - 24, y));
        }
      }
    }
    return svg.append("</svg></figure>").toString();
  }

  private static String mark(Board.Row part, double left, double width, int y) {
    return String.format(
        Locale.ROOT,
        "<line class=\"band\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/><circle class=\"dot\""
            + " cx=\"%.1f\" cy=\"%d\" r=\"5\"/>%n",
        left + width * part.intervalCluster().low(),
        y,
        left + width * part.intervalCluster().high(),
        y,
        left + width * part.passRate(),
        y);
  }

  private static String table(Board board, List<String> tiers) {
    List<List<String>> rows =
        board.rows().stream()
            .map(r -> {
              List<String> cells =
                  tiers.stream()
                      .map(t -> cell(Optional.ofNullable(tiers(r).get(t))))
                      .collect(Collectors.toList());
              cells.addFirst(r.agent());
              return cells;
            })
            .toList();
    List<String> header = tiers.stream().collect(Collectors.toList());
    header.addFirst("agent");
    return Page.table(header, rows);
  }

  private static String cell(Optional<Board.Row> known) {
    return known
        .filter(part -> part.scored() > 0)
        .map(part ->
            String.format(
                Locale.ROOT,
                "%.1f%% (%.1f to %.1f), n = %d",
                100 * part.passRate(),
                100 * part.intervalCluster().low(),
                100 * part.intervalCluster().high(),
                part.scored()))
        .orElse("–");
  }
}
