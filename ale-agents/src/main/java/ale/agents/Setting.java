package ale.agents;

import java.util.List;

/**
 * Something about a harness that a person can set.
 *
 * @param name in snake_case
 * @param standard its value unless one is set
 * @param allowed every value there is; empty if any text will do
 * @param meaning in words
 */
public record Setting(String name, String standard, List<String> allowed, String meaning) {
  public Setting {
    allowed = List.copyOf(allowed);
  }

  /** A setting with any text as its value. */
  public static Setting text(String name, String standard, String meaning) {
    return new Setting(name, standard, List.of(), meaning);
  }

  /** A part of a harness that can be switched off; it is on unless that is done. */
  public static Setting part(String name, String meaning) {
    return new Setting(name, "on", List.of("on", "off"), meaning);
  }
}
