package ale.cli;

import ale.core.InputException;
import ale.runner.ModelUsage;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.stats.Disturbed;
import ale.stats.Stability;
import ale.stats.Trials;
import ale.store.Source;
import ale.store.Store;
import ale.store.TrialRow;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How much one agent's results differ where they ought to be the same. */
@Command(
    name = "stability",
    mixinStandardHelpOptions = true,
    description = {
      "The stability of one agent in a run or an import: pass^k, spread between repetitions and",
      "between instances of a family, faults, cost, the worst tenth; each with n and interval, and",
      "with what they do not show."
    })
final class StabilityCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "AGENT", description = "its name on the board")
  private String agent = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = RunChoice.WHICH)
  private Optional<String> run = Optional.empty();

  @Option(names = "--source", paramLabel = "NAME", description = "a run or import in the store")
  private Optional<String> source = Optional.empty();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "a page that needs nothing else")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--pdf",
      paramLabel = "FILE",
      description = "the same page printed, which needs Chromium or Chrome on this machine")
  private Optional<Path> pdf = Optional.empty();

  /**
   * What is printed.
   *
   * @param disturbed against the clean twins; absent if the agent has no disturbed twin here
   */
  record Report(
      String source,
      Stability stability,
      @JsonProperty("injected_exceptions") Optional<Disturbed> disturbed,
      @JsonProperty("does_not_show") List<String> doesNotShow) {}

  @Override
  public Integer call() {
    if (run.isPresent() == source.isPresent()) {
      throw new InputException("say either a RUN or --source NAME");
    }
    Report report = run.isPresent() ? ofRun(run.get()) : ofSource(source.orElse(""));
    String page = StabilityPage.of(report);
    html.ifPresent(file -> Page.write(file, page));
    pdf.ifPresent(file -> PdfPrinter.print(page, file));
    if (json) {
      Screen.json(report);
    } else if (html.isEmpty() && pdf.isEmpty()) {
      Screen.out(StabilityPage.words(report));
    }
    return Main.DONE;
  }

  private Report ofRun(String name) {
    RunFolder folder = RunFolder.open(Places.standard().runs(), name);
    List<TrialOutcome> outcomes = folder.outcomes();
    List<TrialRow> rows =
        RunRows.of(folder, outcomes).filter(r -> r.agent().equals(agent)).toList();
    if (rows.isEmpty()) {
      throw new InputException(
          "no trial of "
              + agent
              + " in run "
              + folder.plan().id()
              + " has ended; its agents are "
              + String.join(", ", folder.plan().agents().stream().map(a -> a.name()).toList()));
    }
    List<TrialOutcome> twins = outcomes.stream().filter(o -> o.agent().equals(twin())).toList();
    List<TrialOutcome> struck =
        twins.stream().filter(o -> o.usage().flatMap(ModelUsage::injected).orElse(0) > 0).toList();
    return report(folder.plan().id(), rows, RunRows.of(folder, struck).toList(), twins.size());
  }

  private String twin() {
    return agent + RunPlan.PlannedAgent.TWIN;
  }

  private Report ofSource(String name) {
    Results results = Results.of(Places.standard());
    results.refresh();
    Store store = results.store();
    List<TrialRow> rows = store.trials(name, agent);
    if (rows.isEmpty()) {
      throw new InputException(
          "no agent "
              + agent
              + " in "
              + store.source(name).map(Source::name).orElse(name)
              + "; its agents are "
              + String.join(", ", store.agents(name)));
    }
    List<TrialRow> twins =
        store.agents(name).contains(twin()) ? store.trials(name, twin()) : List.of();
    return report(name, rows, twins, twins.size());
  }

  /**
   * The report.
   *
   * @param struck trials of the disturbed twin in which something went wrong
   * @param disturbed how many trials of that twin ended
   */
  private Report report(String from, List<TrialRow> rows, List<TrialRow> struck, int disturbed) {
    Trials.Builder trials = Trials.builder();
    rows.forEach(r -> Summary.add(trials, r));
    double[] costs =
        rows.stream()
            .filter(r -> r.state() != TrialRow.State.UNSCORED)
            .flatMap(r -> r.costUsd().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    Stability found = Stability.of(trials.build(), agent, costs);
    Optional<Disturbed> twins = Optional.empty();
    if (disturbed > 0) {
      Trials.Builder pairs = Trials.builder();
      rows.forEach(r -> Summary.add(pairs, r));
      struck.forEach(r -> Summary.add(pairs, r));
      twins = Optional.of(Disturbed.of(pairs.build(), agent, twin(), disturbed));
    }
    return new Report(from, found, twins, notShown(found, twins));
  }

  private static List<String> notShown(Stability s, Optional<Disturbed> twins) {
    List<String> not = new ArrayList<>();
    if (s.passHat().size() < 2) {
      not.add("Whether a second try ends as the first did: no task was tried twice.");
    }
    if (s.seeds().isEmpty()) {
      not.add("Whether other instances of a family go as well: no family has two instances here.");
    }
    if (s.families() < 6) {
      not.add(
          "What other jobs would bring: "
              + s.families()
              + " families are too few, so intervals are"
              + " wide or 0 to 1.");
    }
    if (s.cost().isEmpty()) {
      not.add("What trials cost: no price is known.");
    } else if (s.cost().get().n() < s.scored()) {
      not.add(
          "The cost of " + (s.scored() - s.cost().get().n()) + " trials, whose price is unknown.");
    }
    not.add(
        twins.isEmpty()
            ? "Behaviour under injected exceptions: the agent has no disturbed twin here; ale run"
                + " --inject gives it one."
            : "Exceptions of other kinds than those injected, which were model calls that failed"
                + " once: not failing tools, full disks or windows that nobody expected.");
    not.add("Behaviour with other models, versions, limits, tools or computers than those used.");
    not.add(
        "Rare events: in n trials, what happens once in n/3 trials or more seldom may not have been"
            + " seen at all.");
    return List.copyOf(not);
  }
}
