package ale.cli;

import ale.stats.Board;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A board as one page of HTML that needs nothing else: no script, no font, no request. Charts are
 * SVG with titles and descriptions, colours are never the only sign, and it prints.
 */
final class BoardPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0;
        --paper: #fff; --mark: #0b63ce; --band: #9ec5f8; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1;
        --line: #3d444d; --paper: #0d1117; --mark: #6cb0ff; --band: #274f80; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 64rem; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      p, figcaption { color: var(--soft); } figure { margin: 0; }
      .wide { overflow-x: auto; } svg { width: 100%; min-width: 34rem; height: auto; display: block; }
      svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
      svg .soft { fill: var(--soft); } svg .grid { stroke: var(--line); }
      svg .band { stroke: var(--band); stroke-width: 9; stroke-linecap: round; }
      svg .dot { fill: var(--mark); }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; min-width: 100%; }
      th, td { padding: .35rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
      th:first-child, td:first-child { text-align: left; position: sticky; left: 0;
        background: var(--paper); }
      thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal; }
      @media print { body { max-width: none; } .wide { overflow: visible; }
        table { font-size: 11px; } }
      """;

  private BoardPage() {}

  static String of(Board board) {
    int trials = board.rows().stream().mapToInt(Board.Row::trials).sum();
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Board of %1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <h1>Board of %1$s</h1>
    <p>%3$d agents, %4$,d trials. A pass is a score of exactly 1. Intervals hold the true value with 95%% confidence; families are treated as clusters. Agents whose ranks overlap cannot be told apart by these trials.</p>
    %5$s
    %6$s
    %7$s
    </body>
    </html>
    """
        .formatted(
            text(board.run()),
            STYLE,
            board.rows().size(),
            trials,
            table(board),
            IntervalChart.of(board),
            ClusterMap.of(board));
  }

  private static String table(Board board) {
    List<String> header =
        List.of(
            "agent",
            "pass",
            "95% interval",
            "mean score",
            "95% interval",
            "rank",
            "scored",
            "unscored",
            "invalid");
    String rows =
        board.rows().stream()
            .map(r ->
                cells(
                    "td",
                    List.of(
                        r.agent(),
                        r.scored() == 0 ? "–" : percent(r.passRate()),
                        percent(r.intervalCluster().low())
                            + " to "
                            + percent(r.intervalCluster().high()),
                        score(r.meanScore()),
                        score(r.scoreInterval().low()) + " to " + score(r.scoreInterval().high()),
                        rank(r.rank()),
                        Integer.toString(r.scored()),
                        Integer.toString(r.unscored()),
                        Integer.toString(r.invalid()))))
            .collect(Collectors.joining("\n"));
    return "<h2>Agents</h2>\n<div class=\"wide\"><table>\n<thead>"
        + cells("th scope=\"col\"", header)
        + "</thead>\n<tbody>\n"
        + rows
        + "\n</tbody></table></div>";
  }

  private static String cells(String tag, List<String> values) {
    String end = "</" + tag.split(" ", 2)[0] + ">";
    return values.stream()
        .map(v -> "<" + tag + ">" + text(v) + end)
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  static String rank(List<Integer> rank) {
    return rank.getFirst().equals(rank.getLast())
        ? rank.getFirst().toString()
        : rank.getFirst() + " to " + rank.getLast();
  }

  static String percent(double x) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * x);
  }

  private static String score(double x) {
    return String.format(Locale.ROOT, "%.3f", x);
  }

  /** Names come from anywhere: no letter of theirs is markup. */
  static String text(String name) {
    return Screen.plain(name)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
