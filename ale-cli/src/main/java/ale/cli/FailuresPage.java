package ale.cli;

import ale.runner.RunFolder;
import ale.stats.FailureKind;
import ale.stats.Failures;
import ale.stats.Failures.Share;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the agents of a run fail, as a page. */
final class FailuresPage {
  private final RunFolder run;
  private final Path file;

  private FailuresPage(RunFolder run, Path file) {
    this.run = run;
    this.file = file;
  }

  /**
   * The page.
   *
   * @param file where it will stand, from which it points to the trials
   */
  static String of(RunFolder run, Failures found, Path file) {
    return new FailuresPage(run, file).of(found);
  }

  private String of(Failures found) {
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
            "<h2>Essential steps that "
                + Page.text(agent.agent())
                + " missed</h2>\n"
                + steps(agent));
      }
    }
    return Page.of("Failures of " + run.plan().id(), String.join("\n", parts));
  }

  private String kinds(Failures found) {
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

  private List<String> row(String agent, String kind, Share share) {
    return List.of(
        Page.text(agent), Page.text(kind), Page.text(FailuresCommand.share(share)), trials(share));
  }

  private String trials(Share share) {
    return share.trials().stream()
        .map(this::link)
        .collect(Collectors.joining(", ", "<td class=\"long\">", "</td>"));
  }

  private String link(String trial) {
    Path from = file.toAbsolutePath().normalize().resolveSibling(".").normalize();
    Path to = run.trial(trial).toAbsolutePath().normalize();
    try {
      String path = new URI(null, null, "./" + from.relativize(to) + "/", null).getRawPath();
      return "<a href=\"" + Page.text(path) + "\">" + Page.text(trial) + "</a>";
    } catch (URISyntaxException e) {
      return Page.text(trial);
    }
  }

  private static String conduct(Failures found) {
    return Page.table(
        List.of(
            "agent",
            "trajectories",
            "calls",
            "screen",
            "shell",
            "errors met",
            "overcome",
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
                    a.errorsOvercome()
                        + a.recovery().map(r -> " (" + Page.percent(r) + ")").orElse(""),
                    a.passedAfterErrors().n() == 0
                        ? "–"
                        : FailuresCommand.share(a.passedAfterErrors())))
            .toList());
  }

  private String steps(Failures.Agent agent) {
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
