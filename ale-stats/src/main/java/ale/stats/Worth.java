package ale.stats;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What passed work would have cost if experts had done it, against what the agent cost.
 *
 * <p>A pass of a family is worth its expert hours times the wage. Nobody knows beforehand which
 * result is a pass, so all of them must be looked at: with value V, cost C and Σ w the wages of one
 * hour of review of every result, the agent pays as long as a review takes less than (V - C) / Σ w
 * hours. Failed work is worth nothing, and costs of setting up are not counted.
 *
 * @param trials that counted, of families whose wage is known
 * @param passed of these
 * @param hours of experts that the passed work would have taken
 * @param value of the passed work in dollars
 * @param cost of all of these trials in dollars; absent if it is not known of every one
 * @param reviewHours the break-even time of review for one result; absent without the cost
 */
public record Worth(
    int trials,
    int passed,
    @JsonProperty("expert_hours") double hours,
    @JsonProperty("value_usd") double value,
    @JsonProperty("cost_usd") Optional<Double> cost,
    @JsonProperty("break_even_review_hours") Optional<Double> reviewHours) {
  /**
   * One family.
   *
   * @param hours that an expert needs
   * @param wage of an expert, dollars an hour
   * @param priced trials whose cost is known
   * @param cost of those in dollars
   */
  public record Work(
      String family, double hours, double wage, int trials, int passed, int priced, double cost) {}

  public static Worth of(List<Work> work) {
    int trials = work.stream().mapToInt(Work::trials).sum();
    double value = work.stream().mapToDouble(w -> w.passed() * w.hours() * w.wage()).sum();
    boolean priced = trials > 0 && work.stream().allMatch(w -> w.priced() == w.trials());
    Optional<Double> cost =
        priced ? Optional.of(work.stream().mapToDouble(Work::cost).sum()) : Optional.empty();
    double hour = work.stream().mapToDouble(w -> w.trials() * w.wage()).sum();
    return new Worth(
        trials,
        work.stream().mapToInt(Work::passed).sum(),
        work.stream().mapToDouble(w -> w.passed() * w.hours()).sum(),
        value,
        cost,
        cost.map(c -> (value - c) / hour));
  }
}
