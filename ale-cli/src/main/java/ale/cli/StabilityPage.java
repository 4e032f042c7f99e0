package ale.cli;

import ale.stats.Disturbed;
import ale.stats.Stability;
import ale.stats.Stability.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The stability of an agent as a page and as text. */
final class StabilityPage {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int BOTTOM = 40;

  private static final List<String> HEADER = List.of("measure", "value", "95% interval", "n");

  private StabilityPage() {}

  static String of(StabilityCommand.Report report) {
    Stability s = report.stability();
    return Page.of(
        "Stability of " + s.agent(),
        String.format(
                Locale.ROOT,
                "<p>From %s: %d trials, %d of them scored, on %d tasks of %d families. Intervals"
                    + " hold the true value with 95%% confidence, for tasks and families like"
                    + " these; families are treated as clusters.</p>%n",
                Page.text(report.source()),
                s.trials(),
                s.scored(),
                s.tasks(),
                s.families())
            + "<h2>The chance that all of k tries pass (pass^k)</h2>\n"
            + curve(s.passHat())
            + "\n"
            + Page.table(HEADER, rows(s))
            + report.disturbed().map(d -> disturbed(d)).orElse("")
            + "\n<h2>What this does not show</h2>\n"
            + report.doesNotShow().stream()
                .map(t -> "<li>" + Page.text(t) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>")));
  }

  static String words(StabilityCommand.Report report) {
    return Screen.table(HEADER, rows(report.stability()))
        + report
            .disturbed()
            .map(d -> "\n\n" + about(d) + "\n\n" + Screen.table(HEADER, rows(d)))
            .orElse("")
        + "\n\nThis does not show:\n- "
        + String.join("\n- ", report.doesNotShow());
  }

  private static List<List<String>> rows(Stability s) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 1; k <= s.passHat().size(); k++) {
      rows.add(row("pass^" + k, s.passHat().get(k - 1), true, "tasks"));
    }
    s.wavering()
        .ifPresent(e -> rows.add(row("tasks sometimes passed, sometimes not", e, true, "tasks")));
    s.repetition()
        .ifPresent(e ->
            rows.add(
                row("spread of scores between repetitions (SD)", e, false, "degrees of freedom")));
    s.seeds()
        .ifPresent(e ->
            rows.add(
                row("spread between instances of a family (SD)", e, false, "degrees of freedom")));
    s.worstDecile()
        .ifPresent(e -> rows.add(row("mean score of the worst tenth of tasks", e, false, "tasks")));
    rows.add(row("ended by a fault of the machinery", s.faults(), true, "trials"));
    rows.add(row("broke the rules", s.invalid(), true, "trials"));
    s.cost()
        .ifPresent(c -> {
          String n = c.n() + " trials";
          rows.add(
              List.of(
                  "cost of a trial: median, one in ten below and above",
                  Spent.amount("cost_usd", c.median()),
                  Spent.amount("cost_usd", c.low()) + " to " + Spent.amount("cost_usd", c.high()),
                  n));
          rows.add(List.of("dearest trial", Spent.amount("cost_usd", c.most()), "–", n));
          rows.add(
              List.of(
                  "cost: standard deviation / mean",
                  String.format(Locale.ROOT, "%.2f", c.variation()),
                  "–",
                  n));
        });
    return rows;
  }

  private static String disturbed(Disturbed d) {
    return "\n<h2>Injected exceptions against clean twins</h2>\n<p>"
        + Page.text(about(d))
        + "</p>\n"
        + Page.table(HEADER, rows(d));
  }

  private static String about(Disturbed d) {
    return String.format(
        Locale.ROOT,
        "Of %d disturbed trials, something really went wrong in %d, of which %d ended unscored."
            + " They are compared with the same repetition of the same task undisturbed.",
        d.trials(),
        d.struck(),
        d.unscored());
  }

  private static List<List<String>> rows(Disturbed d) {
    List<List<String>> rows = new ArrayList<>();
    d.difference()
        .ifPresent(c -> {
          String n = c.n() + " tasks";
          rows.add(List.of("pass rate, clean", Page.percent(c.rateA()), "–", n));
          rows.add(List.of("pass rate, disturbed", Page.percent(c.rateB()), "–", n));
          rows.add(
              List.of(
                  "difference in points",
                  points(c.difference()),
                  points(c.interval().low()) + " to " + points(c.interval().high()),
                  n));
        });
    d.kept().ifPresent(e -> rows.add(row("clean passes that were kept", e, true, "clean passes")));
    return rows;
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%.1f", 100 * difference);
  }

  private static List<String> row(String name, Estimate e, boolean share, String unit) {
    return List.of(
        name,
        number(e.value(), share),
        number(e.interval().low(), share) + " to " + number(e.interval().high(), share),
        e.n() + " " + unit);
  }

  private static String number(double x, boolean share) {
    return share ? Page.percent(x) : Page.score(x);
  }

  private static String curve(List<Estimate> hats) {
    if (hats.isEmpty()) {
      return "<p>No trial is scored.</p>";
    }
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<figure class=\"wide\"><svg viewBox=\"0 0 %d %d\" role=\"img\""
                    + " aria-labelledby=\"hats\"><title id=\"hats\">pass^k for each k with 95%%"
                    + " intervals; the figures are in the table below</title>%n",
                WIDTH,
                HEIGHT));
    for (int tick = 0; tick <= 4; tick++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><text"
                  + " class=\"soft\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d%%</text>%n",
              LEFT,
              y(tick / 4.0),
              WIDTH - 20,
              y(tick / 4.0),
              LEFT - 8,
              y(tick / 4.0) + 5,
              25 * tick));
    }
    double step = (WIDTH - 40.0 - LEFT) / hats.size();
    int every = Math.ceilDiv(hats.size(), 16);
    for (int i = 0; i < hats.size(); i++) {
      Estimate e = hats.get(i);
      double x = LEFT + step * (i + 0.5);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"band\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/><circle"
                  + " class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>%n",
              x,
              y(e.interval().low()),
              x,
              y(e.interval().high()),
              x,
              y(e.value())));
      if (i % every == 0) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<text class=\"soft\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">k = %d</text>%n",
                x,
                HEIGHT - 12,
                i + 1));
      }
    }
    return svg.append("</svg></figure>").toString();
  }

  private static double y(double share) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 14) * share;
  }
}
