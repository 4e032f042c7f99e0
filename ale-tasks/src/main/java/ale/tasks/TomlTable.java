package ale.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of a TOML file while it is read: it knows where it stands, notes every problem instead of
 * stopping at the first, and remembers which keys nobody asked for.
 */
final class TomlTable {
  /** What a reading found; shared by all tables of a file. */
  record Notes(List<String> problems, List<String> warnings, List<TaskConfig.Unknown> unknown) {
    Notes() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private static final double MOST_SECONDS = 1e9;
  private static final int SHOWN = 80;

  private final ObjectNode node;
  private final String name;
  private final String pointer;
  private final Notes notes;
  private final Set<String> asked = new HashSet<>();

  private TomlTable(ObjectNode node, String name, String pointer, Notes notes) {
    this.node = node;
    this.name = name;
    this.pointer = pointer;
    this.notes = notes;
  }

  static TomlTable root(ObjectNode node, Notes notes) {
    return new TomlTable(node, "", "", notes);
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** The value as it is, taken as known. */
  JsonNode raw(String key) {
    asked.add(key);
    return node.path(key);
  }

  void problem(String key, String allowed) {
    notes
        .problems()
        .add(place() + key + (node.has(key) ? " = " + shown(node.path(key)) + " " : " ") + allowed);
  }

  void warning(String key, String message) {
    notes.warnings().add(place() + key + " " + message);
  }

  private String place() {
    return name.isEmpty() ? "" : "[" + name + "] ";
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  Optional<String> text(String key) {
    return value(
        key,
        "must be a string without a zero byte",
        v -> v.isString() && v.asString().indexOf('\0') < 0,
        JsonNode::asString);
  }

  String needed(String key) {
    if (!has(key)) {
      problem(key, "is missing; it must be a string");
    }
    return text(key).orElse("");
  }

  /** A name or a number. */
  Optional<String> user(String key) {
    return value(
        key,
        "must be a user's name or number",
        v -> v.isString() || v.isIntegralNumber(),
        JsonNode::asString);
  }

  boolean flag(String key, boolean unsaid) {
    return value(key, "must be true or false", JsonNode::isBoolean, JsonNode::asBoolean)
        .orElse(unsaid);
  }

  Optional<Integer> whole(String key, int least) {
    return value(
        key,
        "must be a whole number of " + least + " or more",
        v -> v.isIntegralNumber() && v.canConvertToInt() && v.asInt() >= least,
        JsonNode::asInt);
  }

  Optional<Double> number(String key) {
    return value(key, "must be a finite number", TomlTable::isFinite, TomlTable::double64);
  }

  /** A time above 0. */
  Optional<Duration> seconds(String key) {
    return seconds(key, "must be a number of seconds above 0", s -> s > 0);
  }

  /** A time that may be 0. */
  Optional<Duration> pause(String key) {
    return seconds(key, "must be a number of seconds, 0 or more", s -> s >= 0);
  }

  private Optional<Duration> seconds(String key, String allowed, Predicate<Double> test) {
    return value(
        key,
        allowed,
        v -> isFinite(v) && test.test(double64(v)) && double64(v) <= MOST_SECONDS,
        v -> duration(double64(v)));
  }

  private static Duration duration(double seconds) {
    return seconds == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(1, Math.round(seconds * 1e9)));
  }

  private static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(double64(value));
  }

  private static double double64(JsonNode value) {
    return value.asDouble(Double.NaN);
  }

  List<String> texts(String key) {
    return value(
            key,
            "must be a list of strings",
            v -> v.isArray() && v.valueStream().allMatch(JsonNode::isString),
            v -> v.valueStream().map(JsonNode::asString).toList())
        .orElse(List.of());
  }

  Map<String, String> textMap(String key) {
    return map(key, "must be a table of strings", JsonNode::isString, JsonNode::asString);
  }

  Map<String, Double> numberMap(String key, String allowed) {
    return map(key, allowed, TomlTable::isFinite, TomlTable::double64);
  }

  private <V> Map<String, V> map(
      String key, String allowed, Predicate<JsonNode> test, Function<JsonNode, V> read) {
    return value(
            key,
            allowed,
            v -> v.isObject() && v.valueStream().allMatch(test),
            v -> {
              Map<String, V> map = new LinkedHashMap<>();
              v.propertyStream().forEach(e -> map.put(e.getKey(), read.apply(e.getValue())));
              return map;
            })
        .orElse(Map.of());
  }

  /** One of the constants, named by their words. */
  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type, Function<E, String> word) {
    List<E> all = List.of(type.getEnumConstants());
    return value(
            key,
            "must be "
                + all.stream()
                    .map(e -> "\"" + word.apply(e) + "\"")
                    .collect(Collectors.joining(" or ")),
            v -> v.isString() && all.stream().anyMatch(e -> word.apply(e).equals(v.asString())),
            JsonNode::asString)
        .flatMap(text -> all.stream().filter(e -> word.apply(e).equals(text)).findFirst());
  }

  Optional<TomlTable> table(String key) {
    return value(
        key,
        "must be a table",
        JsonNode::isObject,
        v -> new TomlTable((ObjectNode) v, inner(key), below(key), notes));
  }

  List<TomlTable> tables(String key) {
    return value(
            key,
            "must be a list of tables",
            v -> v.isArray() && v.valueStream().allMatch(JsonNode::isObject),
            v -> {
              List<TomlTable> tables = new ArrayList<>();
              for (int i = 0; i < v.size(); i++) {
                tables.add(member(key, i, v.path(i)));
              }
              return tables;
            })
        .orElse(List.of());
  }

  /** A member of a list that is known to be a table. */
  TomlTable member(String key, int index, JsonNode value) {
    return new TomlTable(
        (ObjectNode) value, inner(key) + "[" + index + "]", below(key) + "/" + index, notes);
  }

  private String inner(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  private String below(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /** Keeps and reports the keys that nobody asked for. */
  void nothingElse() {
    node.propertyStream()
        .filter(e -> !asked.contains(e.getKey()))
        .forEach(e -> {
          notes.unknown().add(new TaskConfig.Unknown(below(e.getKey()), e.getValue()));
          warning(
              e.getKey(), "is not a key of the format" + ale.core.DidYouMean.of(e.getKey(), asked));
        });
  }

  private <V> Optional<V> value(
      String key, String allowed, Predicate<JsonNode> test, Function<JsonNode, V> read) {
    asked.add(key);
    if (!node.has(key)) {
      return Optional.empty();
    }
    if (!test.test(node.path(key))) {
      problem(key, allowed);
      return Optional.empty();
    }
    return Optional.of(read.apply(node.path(key)));
  }
}
