package ale.interop;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Trials that were read from other people's files.
 *
 * @param table as {@code ale import trials} reads it; the same files give the same bytes
 * @param trials how many there are
 * @param skipped files that were not taken, with the reason
 */
public record Imported(String table, int trials, List<String> skipped) {
  private static final int LONGEST_NAME = 300;

  public Imported {
    skipped = List.copyOf(skipped);
  }

  /** Gathers trials; a repetition that is missing or taken becomes the next free one. */
  static final class Gathering {
    private final List<TrialLine> lines = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final Map<String, Set<Integer>> taken = new HashMap<>();
    private final Map<String, String> families = new HashMap<>();

    void skip(Object file, String reason) {
      skipped.add(Names.plain(file + ": " + reason));
    }

    void add(TrialLine line, int wished) {
      Set<Integer> used =
          taken.computeIfAbsent(line.agent() + "\n" + line.task(), k -> new HashSet<>());
      int repetition = wished;
      while (repetition < 1 || !used.add(repetition)) {
        repetition = repetition < 1 ? used.size() + 1 : repetition + 1;
      }
      String family = families.computeIfAbsent(line.task(), t -> line.family());
      lines.add(
          new TrialLine(
              line.agent(),
              line.task(),
              repetition,
              line.passed(),
              line.score(),
              family,
              line.cluster(),
              line.costUsd(),
              line.inputTokens(),
              line.outputTokens(),
              line.seconds()));
    }

    Imported done() {
      lines.sort(
          Comparator.comparing(TrialLine::agent)
              .thenComparing(TrialLine::task)
              .thenComparingInt(TrialLine::trial));
      StringWriter out = new StringWriter();
      try {
        TrialsTable.write(lines, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Imported(out.toString(), lines.size(), skipped);
    }
  }

  /** A name without control characters, cut to what a store takes; empty if it is none. */
  static Optional<String> name(JsonNode text) {
    return Optional.of(text.asString(""))
        .map(Names::plain)
        .map(v -> v.substring(0, Math.min(LONGEST_NAME, v.length())))
        .filter(v -> !v.isBlank());
  }

  static Optional<Long> count(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0
        ? Optional.of(number.asLong())
        : Optional.empty();
  }

  static Optional<Double> amount(JsonNode number) {
    return number.isNumber()
            && Double.isFinite(number.asDouble(Double.NaN))
            && number.asDouble(-1) >= 0
        ? Optional.of(number.asDouble())
        : Optional.empty();
  }
}
