package ale.store;

import ale.core.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Trials as a table that anyone can write: columns {@code agent, task, trial, passed} and, if they
 * are known, {@code score, family, cluster, cost_usd, input_tokens, output_tokens, seconds} and the
 * task's {@code tier, subfield, track, capability, layer, pool, twin}, several values set off by
 * semicolons.
 *
 * <p>{@code passed} is true, false, 1, 0, yes or no; empty or {@code unscored} for a trial that a
 * fault ended, {@code invalid} for one in which the agent broke the rules. Without a score a pass
 * is worth 1 and a fail 0. Other columns are left out and named.
 */
public final class TrialsCsv implements AutoCloseable {
  private static final List<String> NEEDED = List.of("agent", "task", "trial", "passed");
  private static final List<String> KNOWN =
      List.of("score", "family", "cluster", "cost_usd", "input_tokens", "output_tokens", "seconds");
  private static final List<String> TRAITS =
      List.of("tier", "subfield", "track", "capability", "layer", "pool", "twin");
  private static final int LONGEST_NAME = 300;

  private final Path file;
  private final CSVParser parser;

  private TrialsCsv(Path file, CSVParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Opens a table.
   *
   * @throws InputException naming the column that is missing
   */
  public static TrialsCsv open(Path file) {
    try {
      BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
      return new TrialsCsv(file, parser(file, reader));
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static CSVParser parser(Path file, Reader reader) throws IOException {
    CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get()
            .parse(reader);
    List<String> columns = parser.getHeaderNames();
    for (String needed : NEEDED) {
      if (!columns.contains(needed)) {
        parser.close();
        throw new InputException(
            file
                + " has no column '"
                + needed
                + "'; it has "
                + String.join(", ", columns)
                + "; needed are "
                + String.join(", ", NEEDED));
      }
    }
    return parser;
  }

  /** Columns that mean nothing here. */
  public List<String> unknown() {
    return parser.getHeaderNames().stream()
        .filter(c -> !NEEDED.contains(c) && !KNOWN.contains(c) && !TRAITS.contains(c))
        .toList();
  }

  /**
   * The trials, read once. A row that makes no sense is an {@link InputException} with its line.
   */
  public Stream<TrialRow> rows() {
    try {
      return parser.stream().map(this::row);
    } catch (UncheckedIOException e) {
      throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private TrialRow row(CSVRecord line) {
    if (!line.isConsistent()) {
      throw wrong(line, "has " + line.size() + " cells, the header more or fewer");
    }
    TrialRow.State state = state(line, line.get("passed").toLowerCase(Locale.ROOT));
    double otherwise = state == TrialRow.State.PASSED ? 1 : 0;
    double score = number(line, "score", Double::valueOf).orElse(otherwise);
    if (!(score >= 0 && score <= 1)) {
      throw wrong(line, "score " + score + " is not in 0..1");
    }
    boolean counts = state == TrialRow.State.PASSED || state == TrialRow.State.FAILED;
    int trial =
        number(line, "trial", Integer::valueOf).orElseThrow(() -> wrong(line, "trial is empty"));
    if (trial < 0) {
      throw wrong(line, "trial " + trial + " is below 0");
    }
    return new TrialRow(
        name(line, "agent"),
        name(line, "task"),
        optional(line, "family").orElse(""),
        optional(line, "cluster").orElse(""),
        trial,
        state,
        counts ? score : 0,
        number(line, "cost_usd", Double::valueOf),
        number(line, "input_tokens", Long::valueOf),
        number(line, "output_tokens", Long::valueOf),
        number(line, "seconds", Double::valueOf),
        traits(line));
  }

  private Map<String, List<String>> traits(CSVRecord line) {
    Map<String, List<String>> known = new TreeMap<>();
    for (String dimension : TRAITS) {
      optional(line, dimension)
          .ifPresent(text ->
              known.put(
                  dimension,
                  Stream.of(text.split(";", -1))
                      .map(String::strip)
                      .filter(w -> !w.isEmpty())
                      .toList()));
    }
    for (List<String> words : known.values()) {
      if (words.stream().anyMatch(w -> w.length() > LONGEST_NAME)) {
        throw wrong(line, "a trait is longer than " + LONGEST_NAME + " letters");
      }
    }
    return known;
  }

  private TrialRow.State state(CSVRecord line, String passed) {
    return Optional.ofNullable(
            Map.of(
                    "true", TrialRow.State.PASSED,
                    "1", TrialRow.State.PASSED,
                    "yes", TrialRow.State.PASSED,
                    "false", TrialRow.State.FAILED,
                    "0", TrialRow.State.FAILED,
                    "no", TrialRow.State.FAILED,
                    "", TrialRow.State.UNSCORED,
                    "unscored", TrialRow.State.UNSCORED,
                    "invalid", TrialRow.State.INVALID)
                .get(passed))
        .orElseThrow(() -> wrong(line, "passed is '" + passed + "', not true or false"));
  }

  private String name(CSVRecord line, String column) {
    String name = line.get(column);
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw wrong(line, column + " is empty or longer than " + LONGEST_NAME + " letters");
    }
    return name;
  }

  private static Optional<String> optional(CSVRecord line, String column) {
    return line.isMapped(column)
        ? Optional.of(line.get(column)).filter(v -> !v.isEmpty())
        : Optional.empty();
  }

  private <N extends Number> Optional<N> number(
      CSVRecord line, String column, Function<String, N> parse) {
    Optional<String> text = optional(line, column);
    try {
      Optional<N> number = text.map(parse);
      if (number.isPresent() && !Double.isFinite(number.get().doubleValue())) {
        throw new NumberFormatException();
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(line, column + " is '" + text.orElse("") + "', not a number");
    }
  }

  private InputException wrong(CSVRecord line, String what) {
    return new InputException(file + ", row " + line.getRecordNumber() + ": " + what);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new InputException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
