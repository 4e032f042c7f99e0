package ale.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What an answered call used, written down before the agent has the end of the answer, so that it
 * is not forgotten if the gateway is killed before it has recorded the exchange.
 *
 * @param sequence of the exchange
 * @param usage as the provider counted it, or else as it was estimated
 * @param estimated whether it was
 */
record Booked(
    @JsonProperty("sequence") int sequence,
    @JsonProperty("usage") Usage usage,
    @JsonProperty("estimated") boolean estimated,
    @JsonProperty("dollars") Optional<Double> dollars,
    @JsonProperty("seconds") double seconds) {}
