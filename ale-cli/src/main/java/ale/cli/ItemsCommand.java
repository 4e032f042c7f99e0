package ale.cli;

import ale.core.InputException;
import ale.stats.Item;
import ale.stats.ItemModel;
import ale.stats.PoolDifference;
import ale.stats.Responses;
import ale.stats.Traits;
import ale.stats.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How each family behaves as an item of the exam. */
@Command(
    name = "items",
    mixinStandardHelpOptions = true,
    description = {
      "Difficulty and discrimination of each family with standard errors, how well the model fits",
      "it, families that behave oddly (better agents pass them less often: suspect the grader), and",
      "families whose public instances are easier or harder than their private ones."
    })
final class ItemsCommand implements Callable<Integer> {
  private static final double LEVEL = 0.05;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "a run or an import; default: all runs of this machine")
  private Optional<String> source = Optional.empty();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /**
   * What is printed.
   *
   * @param agents whose trials count
   * @param pools families with trials in the public and the private pool
   */
  record Report(List<String> agents, int trials, List<Item> items, List<PoolDifference> pools) {}

  @Override
  public Integer call() {
    Results results = Results.of(Places.standard());
    results.refresh();
    Report report = report(results, source);
    if (json) {
      Screen.json(report);
    } else {
      Screen.out(words(report));
    }
    return Main.DONE;
  }

  static Report report(Results results, Optional<String> source) {
    Traits traits = new Traits();
    Trials trials = TierEvidence.trials(results, source, traits);
    if (trials.agents().size() < 2) {
      throw new InputException(
          "items need the trials of several agents with a model; there are "
              + trials.agents().size());
    }
    Responses all = Responses.byFamily(trials);
    ItemModel model = ItemModel.fit(all, ItemModel.Prior.WEAK);
    return new Report(
        trials.agents(),
        trials.size(),
        model.items(),
        PoolDifference.of(
            Responses.byFamily(trials, traits, "pool", "public"),
            Responses.byFamily(trials, traits, "pool", "private"),
            model.abilities()));
  }

  private static String words(Report r) {
    List<String> parts = new ArrayList<>();
    parts.add(
        Screen.table(
            List.of("family", "difficulty", "±", "slope", "±", "infit", "outfit", ""),
            r.items().stream()
                .map(i ->
                    List.of(
                        i.name(),
                        number(i.difficulty()),
                        number(i.difficultyError()),
                        number(i.slope()),
                        number(i.slopeError()),
                        number(i.infit()),
                        number(i.outfit()),
                        remark(i)))
                .toList()));
    parts.add(
        String.format(
            Locale.ROOT,
            "%d agents, %,d trials. Difficulty is the ability, in standard deviations of these"
                + " agents, with an even chance to pass; ± is one standard error.",
            r.agents().size(),
            r.trials()));
    if (r.pools().isEmpty()) {
      parts.add("No family has trials in both the public and the private pool.");
    } else {
      parts.add(
          Screen.table(
              List.of("family", "public easier by", "p", "p of slope", "p corrected", ""),
              r.pools().stream()
                  .map(p ->
                      List.of(
                          p.family(),
                          number(p.shift()) + " logits",
                          probability(p.p()),
                          probability(p.pSlope()),
                          probability(p.corrected()),
                          p.corrected() < LEVEL ? "pools differ" : ""))
                  .toList()));
    }
    return String.join("\n\n", parts);
  }

  private static String remark(Item i) {
    if (i.negative()) {
      return "better agents pass it less often: suspect the grader or the reference";
    }
    return i.misfit() ? "the model does not fit it" : "";
  }

  private static String number(double x) {
    return Math.abs(x) < 100 ? String.format(Locale.ROOT, "%.2f", x) : "beyond 100";
  }

  private static String probability(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
