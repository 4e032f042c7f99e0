package ale.interop;

import ale.core.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Trials as a table of comma-separated values (RFC 4180): first the columns that {@code ale import
 * trials} reads, then what else is known.
 */
public final class TrialsTable {
  private static final List<String> FIRST =
      List.of(
          "agent",
          "task",
          "trial",
          "passed",
          "score",
          "family",
          "cluster",
          "cost_usd",
          "input_tokens",
          "output_tokens",
          "seconds");
  private static final List<String> MORE =
      List.of(
          "run",
          "trial_name",
          "harness",
          "harness_version",
          "model",
          "subfield",
          "tier",
          "digest",
          "outcome",
          "fault_source",
          "fault_phase",
          "reason",
          "attempts",
          "cached_tokens",
          "reasoning_tokens",
          "model_calls",
          "missed_steps",
          "network",
          "unproven",
          "started",
          "finished");

  private TrialsTable() {}

  /** Writes the trials of a run with all columns. */
  public static void write(Run run, Appendable out) throws IOException {
    line(columns(), out);
    for (Trial trial : run.trials()) {
      line(cells(run, trial), out);
    }
  }

  static List<String> columns() {
    return Stream.concat(FIRST.stream(), MORE.stream()).toList();
  }

  /** One for each column; an empty text where nothing is known. */
  static List<Object> cells(Run run, Trial trial) {
    List<Object> cells = cells(TrialLine.of(trial));
    cells.addAll(more(run, trial));
    return cells;
  }

  /** Writes trials of which no more is known than a store needs. */
  static void write(List<TrialLine> lines, Appendable out) throws IOException {
    line(FIRST, out);
    for (TrialLine line : lines) {
      line(cells(line), out);
    }
  }

  private static void line(List<?> cells, Appendable out) throws IOException {
    out.append(CSVFormat.RFC4180.format(cells.toArray())).append("\r\n");
  }

  private static List<Object> cells(TrialLine l) {
    return new ArrayList<>(
        List.of(
            l.agent(),
            l.task(),
            l.trial(),
            l.passed(),
            or(l.score()),
            l.family(),
            l.cluster(),
            or(l.costUsd()),
            or(l.inputTokens()),
            or(l.outputTokens()),
            or(l.seconds())));
  }

  private static List<Object> more(Run run, Trial t) {
    return List.of(
        run.id(),
        t.id(),
        t.harness(),
        t.harnessVersion(),
        t.model().orElse(""),
        t.instance().subfield(),
        t.instance().tier(),
        t.instance().digest(),
        t.outcome() instanceof Outcome.Scored ? "scored" : TrialLine.passed(t.outcome()),
        t.outcome() instanceof Outcome.Unscored u ? u.fault().source().word() : "",
        t.outcome() instanceof Outcome.Unscored u ? u.fault().phase().word() : "",
        text(reason(t)),
        t.attempts(),
        or(t.usage().map(Trial.Used::cached)),
        or(t.usage().map(Trial.Used::reasoning)),
        or(t.usage().map(Trial.Used::calls)),
        String.join(" ", t.missedSteps()),
        t.network().orElse(""),
        t.unproven(),
        t.started(),
        t.finished());
  }

  /** Free words, which no spreadsheet takes for a formula. */
  private static String text(String words) {
    String plain = Names.plain(words);
    return plain.matches("[=+@-].*") ? "'" + plain : plain;
  }

  private static String reason(Trial t) {
    return switch (t.outcome()) {
      case Outcome.Scored s -> t.ended();
      case Outcome.Unscored u -> u.fault().message();
      case Outcome.Invalid i -> i.reason();
    };
  }

  private static Object or(Optional<?> value) {
    return value.isPresent() ? value.get() : "";
  }
}
