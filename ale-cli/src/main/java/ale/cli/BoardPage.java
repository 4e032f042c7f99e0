package ale.cli;

import ale.stats.Board;
import ale.stats.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A board as a page: agents, intervals, tiers, clusters and other splits, cost against score. */
final class BoardPage {
  private BoardPage() {}

  /**
   * The page.
   *
   * @param first what stands before everything else
   */
  static String of(Board board, String first) {
    int trials = board.rows().stream().mapToInt(Board.Row::trials).sum();
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "<p>%d agents, %,d trials. A pass is a score of exactly 1. Intervals hold the true"
                + " value with 95%% confidence; families are treated as clusters. Agents whose"
                + " ranks overlap cannot be told apart by these trials.</p>",
            board.rows().size(),
            trials));
    parts.add(first);
    parts.add("<h2>Agents</h2>\n" + agents(board));
    parts.add(IntervalChart.of(board));
    parts.add(TierProfile.of(board));
    parts.add(ClusterMap.of(board));
    parts.add(CostChart.of(board));
    parts.add(effort(board));
    parts.add(tracks(board));
    Traits.DIMENSIONS.stream()
        .filter(d -> !d.equals("tier") && !d.equals("cluster"))
        .map(d -> split(board, d))
        .forEach(parts::add);
    return Page.of(
        "Board of " + board.run(),
        String.join("\n", parts.stream().filter(p -> !p.isEmpty()).toList()));
  }

  private static String agents(Board board) {
    return Page.table(
        List.of(
            "agent",
            "pass",
            "95% interval",
            "mean score",
            "95% interval",
            "rank",
            "scored",
            "unscored",
            "invalid"),
        board.rows().stream()
            .map(r ->
                List.of(
                    r.agent(),
                    r.scored() == 0 ? "–" : Page.percent(r.passRate()),
                    Page.percent(r.intervalCluster().low())
                        + " to "
                        + Page.percent(r.intervalCluster().high()),
                    Page.score(r.meanScore()),
                    Page.score(r.scoreInterval().low())
                        + " to "
                        + Page.score(r.scoreInterval().high()),
                    BoardTable.rank(r.rank()),
                    Integer.toString(r.scored()),
                    Integer.toString(r.unscored()),
                    Integer.toString(r.invalid())))
            .toList());
  }

  /** One line for each agent and value; nothing if there are no values. */
  private static String split(Board board, String dimension) {
    TreeSet<String> words = new TreeSet<>();
    board.rows().forEach(r -> words.addAll(r.splits().getOrDefault(dimension, Map.of()).keySet()));
    if (words.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (String word : words) {
      for (Board.Row row : board.rows()) {
        Board.Row part = row.splits().getOrDefault(dimension, Map.of()).get(word);
        if (part != null) {
          rows.add(
              List.of(
                  word.replace('-', ' '),
                  row.agent(),
                  part.scored() == 0 ? "–" : Page.percent(part.passRate()),
                  Page.percent(part.intervalCluster().low())
                      + " to "
                      + Page.percent(part.intervalCluster().high()),
                  Page.score(part.meanScore()),
                  part.passed() + " of " + part.scored()));
        }
      }
    }
    return "<details open><summary><h2>By "
        + Page.text(dimension)
        + "</h2></summary>\n"
        + Page.table(
            List.of(dimension, "agent", "pass", "95% interval", "mean score", "passed"), rows)
        + "</details>";
  }

  /** Open and licensed twins; nothing if no agent sat both of a job. */
  private static String tracks(Board board) {
    return board.tracks().isEmpty()
        ? ""
        : "<h2>Open and licensed twins</h2>\n"
            + Page.table(
                List.of("agent", "open", "licensed", "difference", "95% interval", "p", "jobs"),
                board.tracks().stream()
                    .map(t ->
                        List.of(
                            t.agent(),
                            Page.percent(t.open()),
                            Page.percent(t.licensed()),
                            points(t.difference()),
                            points(t.interval().low()) + " to " + points(t.interval().high()),
                            String.format(Locale.ROOT, "%.2g", t.p()),
                            Integer.toString(t.jobs())))
                    .toList());
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f points", 100 * difference);
  }

  private static String effort(Board board) {
    List<List<String>> rows = new ArrayList<>();
    for (Board.Row row : board.rows()) {
      row.effort()
          .forEach((metric, e) ->
              rows.add(
                  List.of(
                      row.agent(),
                      Spent.name(metric),
                      Spent.perTrial(metric, e),
                      Spent.perPass(metric, e),
                      e.passed() + " of " + e.trials())));
    }
    return rows.isEmpty()
        ? ""
        : "<h2>Cost, time and tokens</h2>\n<p>Per pass is everything spent, failed trials"
            + " included, divided by the passes. In brackets the 95% interval.</p>\n"
            + Page.table(
                List.of("agent", "spent", "per trial", "per pass", "passed of known"), rows);
  }
}
