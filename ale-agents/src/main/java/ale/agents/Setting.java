package ale.agents;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something about a harness that a person can set.
 *
 * @param name in snake_case
 * @param standard its value unless one is set
 * @param allowed every value there is, or the kind of it; empty if any text will do
 * @param meaning in words
 */
public record Setting(String name, String standard, List<String> allowed, String meaning) {
  private static final String WHOLE = "a whole number";
  private static final List<String> PART = List.of("on", "off");

  public Setting {
    allowed = List.copyOf(allowed);
  }

  /** A setting with any text as its value. */
  public static Setting text(String name, String standard, String meaning) {
    return new Setting(name, standard, List.of(), meaning);
  }

  /** A setting with a whole number as its value. */
  public static Setting number(String name, int standard, String meaning) {
    return new Setting(name, Integer.toString(standard), List.of(WHOLE), meaning);
  }

  /** What a value must be, if it is not that. */
  Optional<String> refuses(String value) {
    boolean fits =
        allowed.isEmpty()
            || (allowed.equals(List.of(WHOLE))
                ? value.matches("[0-9]{1,8}")
                : allowed.contains(value));
    return fits ? Optional.empty() : Optional.of("must be " + String.join(" or ", allowed));
  }

  /** A part of a harness that can be switched off; it is on unless that is done. */
  public static Setting part(String name, String meaning) {
    return new Setting(name, "on", PART, meaning);
  }

  /** Each part that can be switched off, as a variant without it. */
  public static Map<String, Map<String, String>> without(List<Setting> settings) {
    Map<String, Map<String, String>> variants = new LinkedHashMap<>();
    settings.stream()
        .filter(s -> s.allowed.equals(PART))
        .forEach(s -> variants.put("no-" + s.name.replace('_', '-'), Map.of(s.name, "off")));
    return variants;
  }
}
