package ale.cli;

import ale.core.InputException;
import ale.core.Json;
import ale.runner.AdaptivePlan;
import ale.runner.AdaptiveRun;
import ale.runner.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an adaptive run says of the exam of which it asked a part.
 *
 * @param precision that was wanted, in points
 * @param items where the item parameters are from
 * @param provisional families without any
 * @param agents estimates of their scores on all tasks
 */
record WholeExam(
    double precision, String items, List<String> provisional, List<AdaptiveRun.Standing> agents) {
  private static final List<String> HEADER =
      List.of("agent", "whole exam", "95% interval", "asked", "lost", "");

  /** Of a run that chose its trials; empty for others. */
  static Optional<WholeExam> of(RunFolder run) {
    return AdaptiveRun.of(run)
        .map(a -> {
          AdaptivePlan plan = a.plan();
          return new WholeExam(plan.precision(), plan.source(), a.provisional(), a.standings());
        });
  }

  /** The adaptive run that a source of the store is, if it is one. */
  static Optional<RunFolder> adaptive(Path runs, String source) {
    Path folder = runs.resolve(source);
    if (source.isEmpty() || !Files.exists(folder.resolve("run.json"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunFolder.at(folder)).filter(r -> r.plan().adaptive().isPresent());
    } catch (InputException e) {
      return Optional.empty(); // of another version; the store says what is known of it
    }
  }

  /** The board's JSON with the estimates beside its rows. */
  static ObjectNode beside(ObjectNode board, RunFolder run) {
    of(run).ifPresent(e -> board.set("whole_exam", Json.mapper().valueToTree(e)));
    return board;
  }

  /** For a terminal. */
  String words() {
    return about() + "\n\n" + Screen.table(HEADER, rows());
  }

  /** For a page. */
  String html() {
    return "<h2>The whole exam, estimated</h2>\n<p>"
        + Page.text(about())
        + "</p>\n"
        + Page.table(HEADER, rows());
  }

  private String about() {
    return String.format(
        Locale.ROOT,
        "An adaptive run. This is an estimate of what each agent would have passed of all tasks,"
            + " from those that it was asked. They were chosen because they tell most, so the"
            + " rates, scores and ranks of the board are of other tasks for each agent and not"
            + " those of the whole exam. Item parameters are from %s%s.",
        items,
        provisional.isEmpty()
            ? ""
            : "; they are provisional for "
                + provisional.size()
                + (provisional.size() == 1 ? " family" : " families")
                + " that nobody sat");
  }

  private List<List<String>> rows() {
    return agents.stream()
        .map(s ->
            List.of(
                s.agent(),
                Page.percent(s.score()),
                Page.percent(s.interval().low()) + " to " + Page.percent(s.interval().high()),
                s.asked() + " of " + s.of(),
                Integer.toString(s.lost()),
                s.reached()
                    ? String.format(Locale.ROOT, "known to ± %.3g points", precision)
                    : String.format(
                        Locale.ROOT,
                        "± %.1f points, not the ± %.3g wanted",
                        100 * s.half(),
                        precision)))
        .toList();
  }
}
