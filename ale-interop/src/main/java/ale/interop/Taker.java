package ale.interop;

import ale.core.InputException;
import ale.core.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a foreign document whose fields are taken one by one, so that what nobody took is
 * known to be lost. A field of another type than it should have is an {@link InputException}.
 */
final class Taker {
  private final JsonNode node;
  private final String pointer;
  private final Set<String> taken = new HashSet<>();

  Taker(JsonNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
    if (!node.isObject()) {
      throw wrong("", "is not an object");
    }
  }

  InputException wrong(String name, String what) {
    String at = name.isEmpty() ? pointer : pointer + "/" + name;
    return new InputException((at.isEmpty() ? "/" : at) + " " + what);
  }

  Optional<JsonNode> any(String name) {
    taken.add(name);
    return node.hasNonNull(name) ? Optional.of(node.path(name)) : Optional.empty();
  }

  private Optional<JsonNode> of(String name, String what, Predicate<JsonNode> type) {
    Optional<JsonNode> value = any(name);
    if (value.filter(type.negate()).isPresent()) {
      throw wrong(name, "is not " + what);
    }
    return value;
  }

  Optional<String> text(String name) {
    return of(name, "a string", JsonNode::isString).map(JsonNode::asString);
  }

  String needed(String name) {
    return text(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<JsonNode> whole(String name) {
    return of(name, "a whole number", v -> v.isIntegralNumber() && v.canConvertToLong());
  }

  Optional<JsonNode> number(String name) {
    return of(
        name, "a finite number", v -> v.isNumber() && Double.isFinite(v.asDouble(Double.NaN)));
  }

  Optional<Boolean> flag(String name) {
    return of(name, "true or false", JsonNode::isBoolean).map(v -> v.asBoolean(false));
  }

  /** A copy of an object that may be changed. */
  Optional<ObjectNode> object(String name) {
    return of(name, "an object", JsonNode::isObject).map(v -> (ObjectNode) v.deepCopy());
  }

  Optional<Taker> child(String name) {
    return of(name, "an object", JsonNode::isObject).map(v -> new Taker(v, pointer + "/" + name));
  }

  /** The objects of an array; empty if it is absent. */
  List<Taker> children(String name) {
    List<Taker> children = new ArrayList<>();
    of(name, "an array", JsonNode::isArray)
        .ifPresent(all -> {
          for (int i = 0; i < all.size(); i++) {
            children.add(new Taker(all.path(i), pointer + "/" + name + "/" + i));
          }
        });
    return children;
  }

  /** Reports every field that nobody took. */
  void rest(Losses losses) {
    for (String name : node.propertyNames()) {
      if (!taken.contains(name) && node.hasNonNull(name)) {
        losses.add(general() + "/" + name, "the other format has no place for it");
      }
    }
  }

  private String general() {
    return pointer.replaceAll("/[0-9]+", "");
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
