package ale.gateway;

import ale.core.Digest;
import ale.core.InputException;
import ale.core.Json;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What models cost, as of a date. A model that is not in it has no price, which is not zero. */
public final class PriceBook {
  private static final String FORMAT = "ale.prices/1";

  /** Providers append the day of a snapshot; it costs what the model costs. */
  private static final Pattern SNAPSHOT =
      Pattern.compile(
          "(.+?)(?:[-@]20\\d{6}|-20\\d\\d-\\d\\d-\\d\\d|-latest|-preview-\\d\\d-\\d\\d(?:-\\d{4})?)");

  private record Entry(
      @JsonProperty("models") List<String> models, @JsonProperty("price") Price price) {}

  private record File(
      @JsonProperty("format") String format,
      @JsonProperty("as_of") String asOf,
      @JsonProperty("entries") List<Entry> entries) {}

  private final LocalDate asOf;
  private final Map<String, Price> prices;

  private PriceBook(LocalDate asOf, Map<String, Price> prices) {
    this.asOf = asOf;
    this.prices = Map.copyOf(prices);
  }

  /** The book that comes with this version. */
  public static PriceBook bundled() {
    try (InputStream in = PriceBook.class.getResourceAsStream("prices.json")) {
      if (in == null) {
        throw new IllegalStateException("the price book is not in the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return of(Json.read(text, File.class), "the bundled price book");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A book that a person keeps. */
  public static PriceBook read(Path file) {
    return of(Json.read(file, File.class), file.toString());
  }

  private static PriceBook of(File file, String name) {
    if (!FORMAT.equals(file.format())) {
      throw new InputException(name + " is of format " + file.format() + ", not " + FORMAT);
    }
    Map<String, Price> prices = new HashMap<>();
    for (Entry entry : file.entries()) {
      entry.models().forEach(model -> prices.put(model, entry.price()));
    }
    return new PriceBook(LocalDate.parse(file.asOf()), prices);
  }

  /** The day on which the prices were looked up. */
  public LocalDate asOf() {
    return asOf;
  }

  /** SHA-256 of all prices. */
  public String digest() {
    return Digest.of(Json.line(new TreeMap<>(prices)));
  }

  /** Whether it knows what a model costs. */
  public boolean has(String model) {
    return price(model).isPresent();
  }

  /** This book with the entries of another, which win. */
  public PriceBook with(PriceBook other) {
    Map<String, Price> all = new HashMap<>(prices);
    all.putAll(other.prices);
    return new PriceBook(other.asOf, all);
  }

  /** What a call cost, if the model's price is known. */
  public Optional<Double> dollars(String model, Usage usage) {
    return price(model).map(p -> p.dollars(usage));
  }

  Optional<Price> price(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1);
    Optional<Price> exact = Optional.ofNullable(prices.get(name));
    Matcher snapshot = SNAPSHOT.matcher(name);
    return exact.isPresent() || !snapshot.matches() ? exact : price(snapshot.group(1));
  }
}
