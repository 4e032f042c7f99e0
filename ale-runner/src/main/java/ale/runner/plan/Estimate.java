package ale.runner.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What one trial will probably take.
 *
 * @param basis what it rests on
 * @param n how many trials that were
 * @param workSeconds in which the agent works
 * @param restSeconds for boot, staging, collection and grading
 * @param dollars absent if nobody knows
 */
public record Estimate(
    Basis basis,
    int n,
    @JsonProperty("work_seconds") double workSeconds,
    @JsonProperty("rest_seconds") double restSeconds,
    Optional<Double> dollars) {
  double seconds() {
    return workSeconds + restSeconds;
  }

  Estimate costing(Optional<Double> other) {
    return new Estimate(basis, n, workSeconds, restSeconds, other);
  }
}
