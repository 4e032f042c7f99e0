package ale.cli;

import ale.core.InputException;
import ale.core.Outcome;
import ale.stats.Comparison;
import ale.stats.Trials;
import ale.store.Source;
import ale.store.Store;
import ale.store.TrialRow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether one agent is better than another. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two agents on the instances that both sat: the difference of their pass rates with",
      "its 95% interval and two tests. SOURCE/AGENT takes an agent from one run or import, so that",
      "two runs of one agent can be compared; a bare name takes it from --source or from all runs."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "the one to compare with")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "the one that is compared")
  private String second = "";

  @Option(names = "--source", paramLabel = "NAME", description = "a run or an import")
  private Optional<String> source = Optional.empty();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Override
  public Integer call() {
    Results results = Results.of(Places.standard());
    results.refresh();
    if (first.equals(second)) {
      throw new InputException(first + " cannot be compared with itself");
    }
    Trials.Builder trials = Trials.builder();
    add(trials, results.store(), first);
    add(trials, results.store(), second);
    Comparison found = Comparison.of(trials.build(), first, second);
    if (json) {
      Screen.json(found);
    } else {
      Screen.out(words(found));
    }
    return Main.DONE;
  }

  /** Puts the trials of one side in, with its repetitions counted through all its sources. */
  private void add(Trials.Builder trials, Store store, String side) {
    Map<String, Integer> repetitions = new HashMap<>();
    boolean any = false;
    for (Source from : store.sources()) {
      Optional<String> agent = agent(store, from, side);
      if (agent.isPresent()) {
        any = true;
        for (TrialRow row : store.trials(from.name(), agent.get())) {
          int repetition = repetitions.merge(row.task(), 1, Integer::sum);
          add(trials, side, row, repetition);
        }
      }
    }
    if (!any) {
      throw new InputException(
          "no agent "
              + side
              + source.map(s -> " in " + s).orElse(" in any run")
              + "; ale store list shows the sources, ale board --source NAME the agents of one");
    }
  }

  private Optional<String> agent(Store store, Source from, String side) {
    String prefix = from.name() + "/";
    if (side.startsWith(prefix)) {
      return Optional.of(side.substring(prefix.length()))
          .filter(store.agents(from.name())::contains);
    }
    boolean chosen = source.map(from.name()::equals).orElse(from.kind().equals("run"));
    return Optional.of(side).filter(s -> chosen && store.agents(from.name()).contains(s));
  }

  private static void add(Trials.Builder trials, String agent, TrialRow row, int repetition) {
    switch (row.state()) {
      case PASSED -> trials.add(agent, row.task(), row.family(), repetition, row.score(), true);
      case FAILED -> trials.add(agent, row.task(), row.family(), repetition, row.score(), false);
      case INVALID ->
          trials.add(agent, row.task(), row.family(), repetition, new Outcome.Invalid("imported"));
      case UNSCORED -> {} // counts for neither
    }
  }

  private static String words(Comparison c) {
    return c.sentence()
        + ".\n\n"
        + Screen.table(
            List.of("", c.a(), c.b()),
            List.of(
                List.of("pass rate", percent(c.rateA()), percent(c.rateB())),
                List.of(
                    "passed where the other failed",
                    Integer.toString(c.onlyA()),
                    Integer.toString(c.onlyB()))))
        + String.format(
            Locale.ROOT,
            "%n%n%d instances of %d families. McNemar p = %.3g, permutation of families p = %.3g."
                + "%nSo many instances show a true difference of %.1f points with 80%% power.",
            c.n(),
            c.families(),
            c.pMcnemar(),
            c.pPermutation(),
            100 * c.minimumDetectable());
  }

  private static String percent(double x) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * x);
  }
}
