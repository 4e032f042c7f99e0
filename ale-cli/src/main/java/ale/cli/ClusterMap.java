package ale.cli;

import ale.stats.Board;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which agent passes how much of which cluster, as a table whose cells are tinted. */
final class ClusterMap {
  private ClusterMap() {}

  static String of(Board board) {
    TreeSet<String> clusters = new TreeSet<>();
    board.rows().forEach(r -> clusters.addAll(r.clusters().keySet()));
    if (clusters.isEmpty()) {
      return "";
    }
    String header =
        clusters.stream()
            .map(c -> "<th scope=\"col\">" + Page.text(c.replace('-', ' ')) + "</th>")
            .collect(Collectors.joining("", "<tr><th scope=\"col\">agent</th>", "</tr>"));
    String rows =
        board.rows().stream()
            .map(r -> row(r, List.copyOf(clusters)))
            .collect(Collectors.joining("\n"));
    return "<h2>Pass rate by cluster</h2>\n<div class=\"wide\" tabindex=\"0\"><table class=\"map short\">\n<thead>"
        + header
        + "</thead>\n<tbody>\n"
        + rows
        + "\n</tbody></table></div>";
  }

  private static String row(Board.Row row, List<String> clusters) {
    return clusters.stream()
        .map(c -> cell(Optional.ofNullable(row.clusters().get(c))))
        .collect(
            Collectors.joining(
                "", "<tr><th scope=\"row\">" + Page.text(row.agent()) + "</th>", "</tr>"));
  }

  private static String cell(Optional<Board.Row> part) {
    if (part.isEmpty() || part.get().scored() == 0) {
      return "<td>–</td>";
    }
    double rate = part.get().passRate();
    return String.format(
        Locale.ROOT,
        "<td style=\"background:color-mix(in srgb, var(--band) %.0f%%, transparent)\""
            + " title=\"%d of %d, 95%% interval %s to %s\">%.0f%%</td>",
        100 * rate,
        part.get().passed(),
        part.get().scored(),
        Page.percent(part.get().intervalCluster().low()),
        Page.percent(part.get().intervalCluster().high()),
        100 * rate);
  }
}
