package ale.runner;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run rests on besides its agents and instances, each thing named by its content.
 *
 * @param code version and digest of our own programs
 * @param provider where its computers come from
 * @param prices day and digest of the price book
 * @param images digest of each sandbox image, by name
 * @param harnesses version of each harness, and the digest of its bundle if it has one
 */
public record Frozen(
    String code,
    String provider,
    String prices,
    Map<String, String> images,
    Map<String, String> harnesses) {
  /** Nothing at all: such a run is never refused for what changed. */
  public static final Frozen NOTHING = new Frozen("", "", "", Map.of(), Map.of());

  public Frozen {
    images = Map.copyOf(images);
    harnesses = Map.copyOf(harnesses);
  }

  /** Each thing by a name that a person understands. */
  public Map<String, String> things() {
    Map<String, String> things = new LinkedHashMap<>();
    things.put("code", code);
    things.put("provider", provider);
    things.put("price book", prices);
    images.forEach((name, digest) -> things.put("image " + name, digest));
    harnesses.forEach((name, version) -> things.put("harness " + name, version));
    things.values().removeIf(String::isEmpty);
    return things;
  }
}
