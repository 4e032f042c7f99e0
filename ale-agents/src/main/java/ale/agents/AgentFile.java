package ale.agents;

import ale.core.DidYouMean;
import ale.core.InputException;
import ale.gateway.Caps;
import ale.gateway.Document;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An agent as a person writes it: a YAML file with the fields of {@link Agent}. Every problem of a
 * file is found at once. The format is {@code docs/schemas/agent.schema.json}.
 */
final class AgentFile {
  static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final List<String> KEYS =
      List.of("name", "harness", "model", "upstreams", "settings", "budget");
  private static final List<String> CAPS =
      List.of(
          "tokens",
          "dollars",
          "calls",
          "turns",
          "wall_seconds",
          "working_seconds",
          "reply_reserve");
  private static final int SHOWN = 80;

  private final Harnesses harnesses;
  private final List<String> problems = new ArrayList<>();

  private AgentFile(Harnesses harnesses) {
    this.harnesses = harnesses;
  }

  /**
   * Reads one.
   *
   * @throws InputException naming the file, each key that is wrong, its value and what is allowed
   */
  static Agent read(Path path, Harnesses harnesses) {
    JsonNode root = Document.tree(path);
    AgentFile file = new AgentFile(harnesses);
    Agent agent = file.agent(root);
    if (!file.problems.isEmpty()) {
      throw new InputException(path + ": " + String.join("\n  ", file.problems));
    }
    return agent;
  }

  private Agent agent(JsonNode root) {
    keys(root, "", KEYS);
    for (String key : List.of("name", "harness")) {
      if (!root.has(key)) {
        problems.add(key + " is missing");
      }
    }
    String name =
        text(root, "name", "must be lower-case letters and digits, with - or . between them", NAME)
            .orElse("");
    if (harnesses.has(name)) {
      problems.add("name = " + name + " is the name of a harness; choose another");
    }
    String harness =
        text(root, "harness", "must be the name of a harness", Pattern.compile(".+")).orElse("");
    if (!harness.isEmpty() && !harnesses.has(harness)) {
      problems.add("harness = " + harness + " is none; " + harnesses.thereAre(harness));
    }
    return new Agent(
        name,
        harness,
        text(root, "model", "must be a model's name", Pattern.compile("\\S+")),
        upstreams(root.path("upstreams")),
        settings(root.path("settings"), harness),
        budget(root.path("budget")));
  }

  private void keys(JsonNode object, String place, List<String> known) {
    for (String key : object.propertyNames()) {
      if (!known.contains(key)) {
        problems.add(
            place
                + key
                + " is not a key"
                + DidYouMean.of(key, known)
                + "; there are "
                + String.join(", ", known));
      }
    }
  }

  private void wrong(String key, JsonNode value, String allowed) {
    String text = value.isString() ? value.asString() : value.toString();
    problems.add(
        key
            + " = "
            + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text)
            + " "
            + allowed);
  }

  private Optional<String> text(JsonNode root, String key, String allowed, Pattern pattern) {
    JsonNode value = root.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isString() || !pattern.matcher(value.asString()).matches()) {
      wrong(key, value, allowed);
      return Optional.empty();
    }
    return Optional.of(value.asString());
  }

  private List<String> upstreams(JsonNode value) {
    if (value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
      wrong("upstreams", value, "must be a list of names of providers");
      return List.of();
    }
    return value.valueStream().map(JsonNode::asString).toList();
  }

  private Map<String, String> settings(JsonNode value, String harness) {
    Map<String, String> settings = new TreeMap<>();
    if (value.isMissingNode()) {
      return settings;
    }
    if (!value.isObject()) {
      wrong("settings", value, "must be a mapping");
      return settings;
    }
    value
        .propertyStream()
        .forEach(e -> {
          if (e.getValue().isContainer() || e.getValue().isNull()) {
            wrong(
                "settings." + e.getKey(), e.getValue(), "must be one text, number or truth value");
          } else {
            settings.put(e.getKey(), e.getValue().asString());
          }
        });
    if (harnesses.has(harness)) {
      problems.addAll(Agents.misset(harnesses.named(harness), settings));
    }
    return settings;
  }

  private Caps budget(JsonNode value) {
    if (value.isMissingNode()) {
      return Caps.none();
    }
    if (!value.isObject()) {
      wrong("budget", value, "must be a mapping");
      return Caps.none();
    }
    keys(value, "budget.", CAPS);
    return new Caps(
        whole(value, "tokens"),
        above0(value, "dollars"),
        whole(value, "calls"),
        whole(value, "turns"),
        above0(value, "wall_seconds"),
        above0(value, "working_seconds"),
        whole(value, "reply_reserve"));
  }

  private Optional<Long> whole(JsonNode budget, String key) {
    return amount(
            budget,
            key,
            "must be a whole number above 0",
            d -> d.stripTrailingZeros().scale() <= 0 && d.precision() - d.scale() <= 18)
        .map(BigDecimal::longValueExact);
  }

  private Optional<Double> above0(JsonNode budget, String key) {
    return amount(budget, key, "must be a number above 0", d -> d.precision() - d.scale() <= 18)
        .map(BigDecimal::doubleValue);
  }

  private Optional<BigDecimal> amount(
      JsonNode budget, String key, String allowed, Predicate<BigDecimal> test) {
    JsonNode value = budget.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber()
        || (value.isFloat() || value.isDouble()) // not a number, infinite
        || value.decimalValue().signum() <= 0
        || !test.test(value.decimalValue())) {
      wrong("budget." + key, value, allowed);
      return Optional.empty();
    }
    return Optional.of(value.decimalValue());
  }
}
