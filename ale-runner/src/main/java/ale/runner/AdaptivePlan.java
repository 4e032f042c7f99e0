package ale.runner;

import ale.stats.Calibration;

/**
 * How a run chooses its trials while it goes on, frozen with its plan.
 *
 * @param precision the half width of the interval, in points, at which an agent's exam stops
 * @param most share of the instances that an agent is asked at most
 * @param round how many instances an agent is asked at once
 * @param source where the item parameters are from, for a person
 * @param known the item parameters
 */
public record AdaptivePlan(
    double precision, double most, int round, String source, Calibration known) {
  /** Whether two plans ask for the same, whatever was known when they were made. */
  boolean asks(AdaptivePlan other) {
    return precision == other.precision && most == other.most;
  }
}
