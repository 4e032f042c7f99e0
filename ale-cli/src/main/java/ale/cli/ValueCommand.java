package ale.cli;

import ale.core.InputException;
import ale.runner.RunFolder;
import ale.stats.Worth;
import ale.store.TrialRow;
import ale.tasks.Families;
import ale.tasks.FamilyCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What passed work would have cost if experts had done it. */
@Command(
    name = "value",
    mixinStandardHelpOptions = true,
    description = {
      "Value of passed work, cost, and how long a review of each result may take before the agent",
      "no longer pays. Expert hours are those that families state; wages come from --wages or from",
      "a small dated table of medians. What is assumed is printed beside it."
    })
final class ValueCommand implements Callable<Integer> {
  private static final List<String> ASSUMPTIONS =
      List.of(
          "a pass saves the expert hours that its family states, a fail saves nothing",
          "an hour is worth the wage alone: no overhead, no benefits, and no fee of a firm",
          "every result must be reviewed, since nobody knows which one is a pass; the reviewer has"
              + " the expert's wage",
          "cost is what models charged for the counted trials: no set-up, no computers, no"
              + " unscored trials",
          "the jobs are those of these families, not a sample of anybody's work");

  @Mixin private RunChoice run = new RunChoice();

  @Option(
      names = "--wages",
      paramLabel = "FILE.csv",
      description = "columns soc, usd_per_hour, date, source")
  private Optional<Path> wages = Optional.empty();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /** One agent's. */
  record Line(String agent, Worth worth) {}

  /**
   * What is printed.
   *
   * @param wages of the families
   * @param left families that are not valued, with the reason
   */
  record Report(
      String run,
      List<Line> agents,
      Map<String, Wages.Wage> wages,
      Map<String, String> left,
      List<String> assumptions) {}

  @Override
  public Integer call() {
    RunFolder folder = run.folder();
    List<TrialRow> rows =
        RunRows.of(folder, folder.outcomes())
            .filter(r -> r.state() != TrialRow.State.UNSCORED)
            .toList();
    if (rows.isEmpty()) {
      throw new InputException("no trial of run " + folder.plan().id() + " is scored yet");
    }
    Report report =
        report(folder.plan().id(), rows, wages.map(Wages::of).orElseGet(Wages::standard));
    if (json) {
      Screen.json(report);
    } else {
      Screen.out(words(report));
    }
    return Main.DONE;
  }

  static Report report(String run, List<TrialRow> rows, Wages table) {
    Families families = Families.installed();
    Map<String, Wages.Wage> known = new TreeMap<>();
    Map<String, String> left = new TreeMap<>();
    for (String family : new TreeSet<>(rows.stream().map(TrialRow::family).toList())) {
      if (!families.has(family)) {
        left.put(family, "there is no such family here, so nobody states its hours");
        continue;
      }
      FamilyCard card = families.named(family).card();
      Optional<Wages.Wage> wage = table.of(card.subfield());
      wage.ifPresentOrElse(
          w -> known.put(family, w),
          () -> left.put(family, "no wage is known for an occupation of " + card.subfield()));
    }
    List<Line> agents = new ArrayList<>();
    for (String agent : new TreeSet<>(rows.stream().map(TrialRow::agent).toList())) {
      List<Worth.Work> work = new ArrayList<>();
      known.forEach((family, wage) -> {
        List<TrialRow> of =
            rows.stream()
                .filter(r -> r.agent().equals(agent) && r.family().equals(family))
                .toList();
        work.add(work(family, families.named(family).card().expertHours(), wage, of));
      });
      agents.add(new Line(agent, Worth.of(work)));
    }
    return new Report(run, agents, known, left, ASSUMPTIONS);
  }

  private static Worth.Work work(
      String family, double hours, Wages.Wage wage, List<TrialRow> rows) {
    return new Worth.Work(
        family,
        hours,
        wage.usdPerHour(),
        rows.size(),
        (int) rows.stream().filter(r -> r.state() == TrialRow.State.PASSED).count(),
        (int) rows.stream().filter(r -> r.costUsd().isPresent()).count(),
        rows.stream().mapToDouble(r -> r.costUsd().orElse(0.0)).sum());
  }

  private static String words(Report report) {
    return Screen.table(
            List.of("agent", "passed", "expert hours", "value", "cost", "break-even review"),
            report.agents().stream().map(ValueCommand::row).toList())
        + "\n\nwages:\n"
        + report.wages().entrySet().stream()
            .map(e ->
                String.format(
                    Locale.ROOT,
                    "  %s: $%.2f an hour (SOC %s, %s, %s)",
                    e.getKey(),
                    e.getValue().usdPerHour(),
                    e.getValue().soc(),
                    e.getValue().date(),
                    e.getValue().source()))
            .collect(Collectors.joining("\n"))
        + report.left().entrySet().stream()
            .map(e -> "\n  not valued: " + e.getKey() + ", " + e.getValue())
            .collect(Collectors.joining())
        + "\n\nassumed:\n- "
        + String.join("\n- ", report.assumptions());
  }

  private static List<String> row(Line line) {
    Worth w = line.worth();
    return List.of(
        line.agent(),
        w.passed() + " of " + w.trials(),
        String.format(Locale.ROOT, "%.1f", w.hours()),
        String.format(Locale.ROOT, "$%,.2f", w.value()),
        w.cost().map(c -> String.format(Locale.ROOT, "$%,.2f", c)).orElse("unknown"),
        w.reviewHours()
            .map(h ->
                h > 0
                    ? String.format(Locale.ROOT, "%.2f h a result", h)
                    : "none: it costs more than it brings")
            .orElse("unknown"));
  }
}
