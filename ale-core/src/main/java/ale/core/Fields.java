package ale.core;

import ale.core.TrajectoryCheck.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** One object of a document under check: it notes wrong types and which fields were asked for. */
final class Fields {
  private final JsonNode node;
  private final String pointer;
  private final Violations violations;
  private final Set<String> known = new HashSet<>();

  Fields(JsonNode node, String pointer, Violations violations) {
    this.node = node;
    this.pointer = pointer;
    this.violations = violations;
    if (!node.isObject()) {
      violations.add(pointer, Rule.TYPE, "not an object");
    }
  }

  boolean isObject() {
    return node.isObject();
  }

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  JsonNode node(String name) {
    return node.path(name);
  }

  void violates(String name, Rule rule, String message) {
    violations.add(at(name), rule, message);
  }

  /** Notes a picture that a field names and that is not there. */
  void picture(String name, String path) {
    violations.picture(at(name), path);
  }

  private String at(String name) {
    return name.isEmpty() ? pointer : pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  Fields required(String name) {
    if (node.isObject() && !has(name)) {
      violates("", Rule.REQUIRED, name + " is missing");
    }
    return this;
  }

  Optional<String> text(String name) {
    return is(name, "a string", JsonNode::isString)
        ? Optional.of(node(name).asString())
        : Optional.empty();
  }

  void textOrNumber(String name) {
    is(name, "a string or a number", v -> v.isString() || isFinite(v));
  }

  void whole(String name) {
    is(name, "a whole number", JsonNode::isIntegralNumber);
  }

  /** A whole number that is not negative. */
  void count(String name) {
    if (is(name, "a whole number", JsonNode::isIntegralNumber)
        && node(name).bigIntegerValue().signum() < 0) {
      violates(name, Rule.NEGATIVE, node(name) + " is negative");
    }
  }

  void number(String name) {
    is(name, "a finite number", Fields::isFinite);
  }

  static boolean isFinite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble(Double.NaN));
  }

  void flag(String name) {
    is(name, "true or false", JsonNode::isBoolean);
  }

  void object(String name) {
    is(name, "an object", JsonNode::isObject);
  }

  void list(String name, String what, Predicate<JsonNode> member) {
    if (is(name, "an array", JsonNode::isArray)) {
      for (int i = 0; i < node(name).size(); i++) {
        if (!member.test(node(name).path(i))) {
          violations.add(at(name) + "/" + i, Rule.TYPE, "not " + what);
        }
      }
    }
  }

  Optional<Fields> child(String name) {
    return is(name, "an object", JsonNode::isObject)
        ? Optional.of(new Fields(node(name), at(name), violations))
        : Optional.empty();
  }

  /** The objects of an array. */
  List<Fields> children(String name) {
    return members(name, "an array");
  }

  /** The objects of a content that is not plain text. */
  List<Fields> parts(String name) {
    if (node(name).isString()) {
      known.add(name);
      return List.of();
    }
    return members(name, "a string or an array");
  }

  private List<Fields> members(String name, String what) {
    List<Fields> children = new ArrayList<>();
    if (is(name, what, JsonNode::isArray)) {
      for (int i = 0; i < node(name).size(); i++) {
        children.add(new Fields(node(name).path(i), at(name) + "/" + i, violations));
      }
    }
    return children;
  }

  /** Every field that was not asked for is unknown to the format. */
  void nothingElse() {
    node.propertyStream()
        .map(java.util.Map.Entry::getKey)
        .filter(name -> !known.contains(name))
        .forEach(
            name -> violates(name, Rule.UNKNOWN_FIELD, "the format has no such field; use extra"));
  }

  private boolean is(String name, String what, Predicate<JsonNode> type) {
    known.add(name);
    if (!has(name)) {
      return false;
    }
    if (!type.test(node(name))) {
      violates(name, Rule.TYPE, "not " + what);
      return false;
    }
    return true;
  }
}
