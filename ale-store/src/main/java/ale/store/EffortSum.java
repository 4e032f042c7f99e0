package ale.store;

import java.util.Locale;

/**
 * What one agent spent on one family, summed over the trials that counted and of which it is known.
 *
 * @param family or the task itself if it belongs to none
 * @param trials of which the metric is known
 * @param passed of these
 * @param total of the metric
 */
public record EffortSum(
    String agent, String family, Metric metric, int trials, int passed, double total) {
  /** What is spent. */
  public enum Metric {
    COST_USD(0),
    SECONDS(1),
    INPUT_TOKENS(2),
    OUTPUT_TOKENS(3);

    /** What stands for it in the database. */
    private final int code;

    Metric(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Metric of(int code) {
      for (Metric m : values()) {
        if (m.code == code) {
          return m;
        }
      }
      throw new IllegalArgumentException("no metric has the code " + code);
    }

    /** The name of its column in a table of trials. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  EffortSum plus(EffortSum more) {
    return new EffortSum(
        agent, family, metric, trials + more.trials, passed + more.passed, total + more.total);
  }
}
