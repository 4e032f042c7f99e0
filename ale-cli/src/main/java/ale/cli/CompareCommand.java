package ale.cli;

import ale.stats.Comparison;
import ale.store.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether one agent is better than another. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two agents on the instances that both sat: the difference of their pass rates with",
      "its 95%% interval and two tests. SOURCE/AGENT takes an agent from one run or import, so that",
      "two runs of one agent can be compared; a bare name takes it from --source or from all runs.",
      "With --tracks, jobs that have an open and a licensed twin are compared instead."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "the one to compare with")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "the one that is compared")
  private String second = "";

  @Option(names = "--source", paramLabel = "NAME", description = "a run or an import")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--tracks",
      description = "A on the open twins against B, which may be the same, on the licensed ones")
  private boolean tracks;

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Override
  public Integer call() {
    Places places = Places.standard();
    Results results = Results.of(places);
    results.refresh();
    ComparedTrials compared = new ComparedTrials(results.store(), source);
    Comparison found = tracks ? compared.tracks(first, second) : compared.tasks(first, second);
    Stream.of(first, second)
        .flatMap(side -> compared.sources(side).stream())
        .map(Source::name)
        .distinct()
        .filter(name -> WholeExam.adaptive(places.runs(), name).isPresent())
        .forEach(name ->
            Screen.say(
                name + " was adaptive: its tasks were chosen, so this says nothing of the others"));
    if (json) {
      Screen.json(found);
    } else {
      Screen.out(words(found));
    }
    return Main.DONE;
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
            "%n%n%d instances of %d families. McNemar p = %.3g, permutation of families p = %.3g;"
                + " for who looks again and again p = %.3g."
                + "%nSo many instances show a true difference of %.1f points with 80%% power.",
            c.n(),
            c.families(),
            c.pMcnemar(),
            c.pPermutation(),
            c.pAnytime(),
            100 * c.minimumDetectable())
        + (c.bounds().high() - c.bounds().low() < 1e-9
            ? ""
            : String.format(
                Locale.ROOT,
                "%nHad every unscored trial gone against %s, the difference would be %.1f points;"
                    + " had every one gone for it, %.1f.",
                c.b(),
                100 * c.bounds().low(),
                100 * c.bounds().high()));
  }

  private static String percent(double x) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * x);
  }
}
