package ale.cli;

import ale.runner.RunFolder;
import ale.stats.FailureKind;
import ale.stats.Failures;
import ale.stats.Failures.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the agents of a run fail, as a page. */
final class FailuresPage {
  private FailuresPage() {}

  static String of(RunFolder run, Failures found) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "<p>Kinds are named by rule "
            + Page.text(found.rule())
            + " from checks, outputs and trajectories; the first that fits counts. No model is"
            + " asked. Trials are folders below <code>"
            + Page.text(run.plan().id())
            + "/trials</code>.</p>");
    parts.add(kinds(found));
    parts.add("<h2>Errors and self-correction</h2>\n" + conduct(found));
    for (Failures.Agent agent : found.agents()) {
      if (agent.steps().stream().anyMatch(s -> s.missed().count() > 0)) {
        parts.add(
            "<h2>Essential steps that " + Page.text(agent.agent()) + " missed</h2>\n"
                + steps(agent));
      }
    }
    return Page.of("Failures of " + run.plan().id(), String.join("\n", parts));
  }

  private static String kinds(Failures found) {
    List<List<String>> rows = new ArrayList<>();
    for (Failures.Agent agent : found.agents()) {
      for (FailureKind kind : FailureKind.values()) {
        Optional.ofNullable(agent.kinds().get(kind))
            .ifPresent(s -> rows.add(row(agent.agent(), kind.word().replace('-', ' '), s)));
      }
      if (agent.unverified().count() > 0) {
        rows.add(
            row(agent.agent(), "besides: declared done without verifying", agent.unverified()));
      }
    }
    return "<h2>Kinds of failure</h2>\n"
        + (rows.isEmpty()
            ? "<p>No scored trial failed.</p>"
            : Page.markup(List.of("agent", "kind", "of its failures", "trials"), rows));
  }

  private static List<String> row(String agent, String kind, Share share) {
    return List.of(
        Page.text(agent),
        Page.text(kind),
        Page.text(FailuresCommand.share(share)),
        trials(share));
  }

  private static String trials(Share share) {
    return "<td class=\"long\">" + Page.text(String.join(", ", share.trials())) + "</td>";
  }

  private static String conduct(Failures found) {
    return Page.table(
        List.of(
            "agent", "trajectories", "calls", "screen", "shell", "errors met", "overcome",
            "trials with errors that passed"),
        found.agents().stream()
            .map(a ->
                List.of(
                    a.agent(),
                    Integer.toString(a.trajectories()),
                    Integer.toString(a.calls()),
                    a.gui().map(Page::percent).orElse("–"),
                    a.shell().map(Page::percent).orElse("–"),
                    Integer.toString(a.errorsMet()),
                    a.errorsOvercome() + a.recovery().map(r -> " (" + Page.percent(r) + ")").orElse(""),
                    a.passedAfterErrors().n() == 0
                        ? "–"
                        : FailuresCommand.share(a.passedAfterErrors())))
            .toList());
  }

  private static String steps(Failures.Agent agent) {
    return Page.markup(
        List.of("family", "step", "missed", "trials"),
        agent.steps().stream()
            .filter(s -> s.missed().count() > 0)
            .map(s ->
                List.of(
                    Page.text(s.family()),
                    Page.text(s.step()),
                    Page.text(FailuresCommand.share(s.missed())),
                    trials(s.missed())))
            .toList());
  }
}
