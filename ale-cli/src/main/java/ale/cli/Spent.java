package ale.cli;

import ale.stats.Effort;
import java.util.Locale;
import java.util.Optional;

/** What agents spent, in words. */
final class Spent {
  private Spent() {}

  /** An amount of a metric. */
  static String amount(String metric, double x) {
    return switch (metric) {
      case "cost_usd" ->
          x == 0 ? "$0" : String.format(Locale.ROOT, x < 0.1 ? "$%.4f" : "$%,.2f", x);
      case "seconds" ->
          x < 120
              ? String.format(Locale.ROOT, "%.1f s", x)
              : String.format(Locale.ROOT, "%,.1f min", x / 60);
      default -> String.format(Locale.ROOT, "%,.0f", x);
    };
  }

  static String name(String metric) {
    return switch (metric) {
      case "cost_usd" -> "cost";
      case "seconds" -> "time";
      default -> metric.replace('_', ' ');
    };
  }

  static String perTrial(String metric, Effort e) {
    return amount(metric, e.perTrial())
        + e.perTrialInterval()
            .map(i -> " (" + amount(metric, i.low()) + " to " + amount(metric, i.high()) + ")")
            .orElse("");
  }

  static String perPass(String metric, Effort e) {
    return e.perPass()
        .map(p -> amount(metric, p) + ends(metric, e.perPassLow(), e.perPassHigh()))
        .orElse("no pass");
  }

  private static String ends(String metric, Optional<Double> low, Optional<Double> high) {
    return low.map(l ->
            " ("
                + amount(metric, l)
                + high.map(h -> " to " + amount(metric, h)).orElse(" or more")
                + ")")
        .orElse("");
  }

  /** One line of a terminal. */
  static String line(String agent, String metric, Effort e) {
    return agent
        + ": "
        + name(metric)
        + " per trial "
        + perTrial(metric, e)
        + ", per pass "
        + perPass(metric, e)
        + ", n = "
        + e.trials();
  }
}
