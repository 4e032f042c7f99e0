package ale.cli;

import ale.core.InputException;
import java.util.Optional;

/** How much disk images may take: an option, or {@code ALE_IMAGE_BUDGET}, in GB of 2^30 bytes. */
final class Budget {
  static final String WHAT =
      "disk that all images may take; default: ALE_IMAGE_BUDGET, or no limit";

  private Budget() {}

  static Optional<Long> of(Optional<Double> option) {
    Optional<Double> gigabytes =
        option.or(() ->
            Optional.ofNullable(System.getenv("ALE_IMAGE_BUDGET"))
                .filter(v -> !v.isBlank())
                .map(Budget::number));
    return gigabytes.map(g -> {
      if (g.isNaN() || g < 0) {
        throw new InputException("a budget is a number of GB, not " + g);
      }
      return (long) (g * (1L << 30));
    });
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new InputException("ALE_IMAGE_BUDGET is a number of GB, not " + text, e);
    }
  }
}
