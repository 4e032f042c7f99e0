package ale.cli;

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
import java.util.stream.Stream;

/** Where the agents of a run fail, as a page. */
final class FailuresPage {
  private final String run;
  private final Path trials;
  private final Path file;

  private FailuresPage(String run, Path trials, Path file) {
    this.run = run;
    this.trials = trials;
    this.file = file;
  }

  /**
   * The page.
   *
   * @param trials the folder of the run's trials
   * @param file where it will stand, from which it points to the trials
   */
  static String of(String run, Path trials, Failures found, Path file) {
    return new FailuresPage(run, trials, file).of(found);
  }

  private String of(Failures found) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "<p>Kinds are named by rule "
            + Page.text(found.rule())
            + " from checks, outputs and trajectories; the first that fits counts. No model is"
            + " asked. Trials are folders below <code>"
            + Page.text(run)
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
    parts.add(
        "<h2>What the kinds mean</h2>\n"
            + Page.markup(
                List.of("kind", "it is the first of these that is so"),
                Stream.of(FailureKind.values())
                    .map(k ->
                        List.of(
                            Page.text(k.word().replace('-', ' ')),
                            "<td class=\"long\">" + Page.text(k.rule()) + "</td>"))
                    .toList()));
    return Page.of("Failures of " + run, String.join("\n", parts));
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
    Path to = trials.resolve(trial).toAbsolutePath().normalize();
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
