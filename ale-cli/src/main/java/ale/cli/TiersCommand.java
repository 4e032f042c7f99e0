package ale.cli;

import ale.core.InputException;
import ale.core.Tier;
import ale.stats.Interval;
import ale.stats.TierRule;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How hard the families are, by the published rule. */
@Command(
    name = "tiers",
    mixinStandardHelpOptions = true,
    description = {
      "Gives each family its tier by the published rule (docs/tiers.md), from who passed it in all",
      "runs of this machine, or in one run or import. Until enough agents sat a family, its design",
      "decides and the tier is provisional. Agents without a model, such as the oracle, do not",
      "count."
    })
final class TiersCommand implements Callable<Integer> {
  @Option(names = "--source", paramLabel = "NAME", description = "a run or an import")
  private Optional<String> source = Optional.empty();

  @Option(names = "--explain", paramLabel = "FAMILY", description = "why it has its tier")
  private Optional<String> explain = Optional.empty();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /**
   * A family with its tier.
   *
   * @param declared on its card; absent if there is none
   * @param provisional whether its design decided for want of data
   * @param chance of a frontier agent; absent if nobody knows
   */
  record Line(
      String family,
      String subfield,
      Optional<Tier> declared,
      Tier tier,
      boolean provisional,
      int steps,
      int tools,
      int layers,
      @JsonProperty("design_points") int designPoints,
      int agents,
      int trials,
      Optional<Double> chance,
      Optional<Interval> interval,
      List<String> reasons) {}

  @Override
  public Integer call() {
    Results results = Results.of(Places.standard());
    results.refresh();
    TierEvidence evidence = TierEvidence.of(results, source);
    List<Line> lines = evidence.lines();
    if (explain.isPresent()) {
      String family = explain.get();
      Line line =
          lines.stream()
              .filter(l -> l.family().equals(family))
              .findFirst()
              .orElseThrow(() -> unknown(family, lines));
      if (json) {
        Screen.json(line);
      } else {
        Screen.out(words(line));
      }
    } else if (json) {
      Screen.json(new Whole(TierRule.V1.version(), evidence.sources(), evidence.agents(), lines));
    } else {
      Screen.out(table(lines));
      Screen.out(
          "rule "
              + TierRule.V1.version()
              + ", "
              + evidence.agents().size()
              + " agents; ale tiers --explain FAMILY says why");
    }
    return Main.DONE;
  }

  private record Whole(
      String rule, List<String> sources, List<String> agents, List<Line> families) {}

  private static InputException unknown(String family, List<Line> lines) {
    return new InputException(
        "there is no family "
            + family
            + "; the families are "
            + String.join(", ", lines.stream().map(Line::family).toList()));
  }

  private static String words(Line l) {
    return l.family()
        + ": "
        + l.tier().word()
        + (l.provisional() ? " (provisional)" : "")
        + ", by rule "
        + TierRule.V1.version()
        + l.declared().map(d -> "; its card declares " + d.word()).orElse("")
        + "\n- "
        + String.join("\n- ", l.reasons());
  }

  private static String table(List<Line> lines) {
    return Screen.table(
        List.of("family", "subfield", "tier", "", "declared", "frontier passes", "agents", "n"),
        lines.stream()
            .map(l ->
                List.of(
                    l.family(),
                    l.subfield(),
                    l.tier().word(),
                    l.provisional() ? "provisional" : "",
                    l.declared().map(Tier::word).orElse("-"),
                    l.chance()
                        .map(c ->
                            String.format(
                                Locale.ROOT,
                                "%.2f (%.2f to %.2f)",
                                c,
                                l.interval().map(Interval::low).orElse(0.0),
                                l.interval().map(Interval::high).orElse(1.0)))
                        .orElse("-"),
                    Integer.toString(l.agents()),
                    Integer.toString(l.trials())))
            .toList());
  }
}
