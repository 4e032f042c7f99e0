package ale.runner;

import ale.gateway.Budget;
import ale.gateway.Limit;
import ale.gateway.Spent;
import ale.gateway.Usage;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What a trial's agent used of models, as the gateway counted it.
 *
 * @param model what it asked for
 * @param tokens by kind, as the providers reported them
 * @param dollars absent if a model without a known price was among them
 * @param unpricedCalls calls of models whose price is unknown
 * @param estimatedCalls calls whose reply told no usage
 * @param refused calls that a cap forbade
 * @param providerFaults failures of providers, those that a retry made good included
 * @param modelSeconds time in which providers worked, summed over calls
 * @param waitedSeconds time spent waiting for the providers' limits and faults
 * @param limit the cap that was reached
 * @param reported tokens as the harness itself counted them
 * @param disputed whether the two counts differ by more than 2%
 * @param injected calls that were made to go wrong on purpose; absent unless that was asked for
 */
public record ModelUsage(
    String model,
    Usage tokens,
    Optional<Double> dollars,
    @JsonProperty("unpriced_calls") long unpricedCalls,
    @JsonProperty("estimated_calls") long estimatedCalls,
    long calls,
    long turns,
    long refused,
    @JsonProperty("provider_faults") long providerFaults,
    @JsonProperty("model_seconds") double modelSeconds,
    @JsonProperty("waited_seconds") double waitedSeconds,
    Optional<Limit> limit,
    Optional<Usage> reported,
    boolean disputed,
    Optional<Integer> injected) {
  private static final double TOLERANCE = 0.02;

  static ModelUsage of(
      String model, Budget budget, Optional<Usage> reported, Optional<Integer> injected) {
    Spent spent = budget.spent();
    return new ModelUsage(
        model,
        spent.usage(),
        spent.dollars(),
        spent.unpricedCalls(),
        spent.estimatedCalls(),
        spent.calls(),
        spent.turns(),
        spent.refused(),
        spent.providerFaults(),
        spent.modelSeconds(),
        spent.waitedSeconds(),
        budget.limit(),
        reported,
        reported.map(r -> differ(spent.usage(), r)).orElse(false),
        injected);
  }

  static boolean differ(Usage counted, Usage reported) {
    return differ(counted.input(), reported.input()) || differ(counted.output(), reported.output());
  }

  private static boolean differ(long counted, long reported) {
    return Math.abs(counted - reported) > TOLERANCE * counted;
  }
}
