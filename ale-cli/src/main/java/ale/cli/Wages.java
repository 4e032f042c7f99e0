package ale.cli;

import ale.core.InputException;
import ale.core.Occupation;
import ale.core.Taxonomy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What an hour of an expert costs, by SOC code: a table with the columns {@code soc, usd_per_hour,
 * date, source}.
 */
final class Wages {
  private static final List<String> COLUMNS = List.of("soc", "usd_per_hour", "date", "source");

  /** One occupation's. */
  record Wage(String soc, double usdPerHour, String date, String source) {}

  private final Map<String, Wage> bySoc;

  private Wages(Map<String, Wage> bySoc) {
    this.bySoc = bySoc;
  }

  /** The small table that comes with us. */
  static Wages standard() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Wages.class.getResourceAsStream("wages.csv")),
            StandardCharsets.UTF_8)) {
      return read("wages.csv", reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Wages of(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(file.toString(), reader);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Wages read(String name, Reader reader) throws IOException {
    Map<String, Wage> wages = new LinkedHashMap<>();
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get()
            .parse(reader)) {
      for (String column : COLUMNS) {
        if (!parser.getHeaderNames().contains(column)) {
          throw new InputException(
              name + " has no column '" + column + "'; needed are " + String.join(", ", COLUMNS));
        }
      }
      for (CSVRecord line : parser) {
        Wage wage = wage(name, line);
        wages.put(wage.soc(), wage);
      }
    } catch (IllegalArgumentException e) {
      throw new InputException("cannot read " + name + ": " + e.getMessage(), e);
    }
    return new Wages(wages);
  }

  private static Wage wage(String name, CSVRecord line) {
    String row = name + ", row " + line.getRecordNumber() + ": ";
    if (!line.isConsistent()) {
      throw new InputException(row + "has " + line.size() + " cells, the header more or fewer");
    }
    String text = line.get("usd_per_hour");
    try {
      double dollars = Double.parseDouble(text);
      if (!(dollars > 0 && dollars < 1e6)) {
        throw new NumberFormatException();
      }
      return new Wage(line.get("soc"), dollars, line.get("date"), line.get("source"));
    } catch (NumberFormatException e) {
      throw new InputException(row + "usd_per_hour is '" + text + "', not dollars an hour", e);
    }
  }

  /** The wage of the first occupation of that subfield that has one. */
  Optional<Wage> of(String subfield) {
    return Taxonomy.standard().subfield(subfield).occupations().stream()
        .map(Occupation::code)
        .flatMap(code -> Optional.ofNullable(bySoc.get(code)).stream())
        .findFirst();
  }
}
