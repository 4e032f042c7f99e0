package ale.tasks;

import ale.core.InputException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of {@code env} tables: a value that is <code>${VAR}</code> or <code>${VAR:-default}</code>
 * is what this machine has under that name, or the default; any other is meant as it stands.
 */
public final class EnvTemplate {
  private static final Pattern TEMPLATE =
      Pattern.compile("\\$\\{([A-Za-z_]\\w*)(?::-(.*))?\\}", Pattern.DOTALL);

  private EnvTemplate() {}

  /** The name of the variable that a value asks for. */
  public static Optional<String> variable(String value) {
    Matcher template = TEMPLATE.matcher(value);
    return template.matches() ? Optional.of(template.group(1)) : Optional.empty();
  }

  /** Whether a value has something in it for the case that there is no such variable. */
  public static boolean hasDefault(String value) {
    Matcher template = TEMPLATE.matcher(value);
    return template.matches() && template.group(2) != null;
  }

  /**
   * The values as programs get them.
   *
   * @param place of the table, for messages
   * @param known what this machine gives away
   * @throws InputException if one is neither given nor has a default
   */
  public static Map<String, String> filled(
      Map<String, String> env, String place, Function<String, Optional<String>> known) {
    Map<String, String> filled = new LinkedHashMap<>();
    env.forEach((key, value) -> filled.put(key, filled(place + " " + key, value, known)));
    return filled;
  }

  private static String filled(
      String place, String value, Function<String, Optional<String>> known) {
    Matcher template = TEMPLATE.matcher(value);
    if (!template.matches()) {
      return value;
    }
    String name = template.group(1);
    return known
        .apply(name)
        .or(() -> Optional.ofNullable(template.group(2)))
        .orElseThrow(() ->
            new InputException(
                place
                    + " = \""
                    + value
                    + "\" needs the variable "
                    + name
                    + " of this machine; set it and give it to the task with --task-env "
                    + name));
  }
}
