package ale.agents;

import java.util.List;
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
    return new Setting(name, "on", List.of("on", "off"), meaning);
  }
}
