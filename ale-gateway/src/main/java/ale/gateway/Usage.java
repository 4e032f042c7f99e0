package ale.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Tokens as a provider reported them, in one meaning for all dialects.
 *
 * @param input all prompt tokens, those of the cache included
 * @param cached prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to the cache, those of the long cache included
 * @param cacheWriteLong prompt tokens written to the cache for an hour
 * @param output all tokens of the reply, reasoning included
 * @param reasoning tokens of the reply that the model thought with
 */
public record Usage(
    @JsonProperty("input") long input,
    @JsonProperty("cached") long cached,
    @JsonProperty("cache_write") long cacheWrite,
    @JsonProperty("cache_write_long") long cacheWriteLong,
    @JsonProperty("output") long output,
    @JsonProperty("reasoning") long reasoning) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  /** A report that claims less than nothing must not give budget back. */
  public Usage {
    input = Math.max(0, input);
    cached = Math.clamp(cached, 0, input);
    cacheWrite = Math.clamp(cacheWrite, 0, input - cached);
    cacheWriteLong = Math.clamp(cacheWriteLong, 0, cacheWrite);
    output = Math.max(0, output);
    reasoning = Math.clamp(reasoning, 0, output);
  }

  public static Usage of(long input, long output) {
    return new Usage(input, 0, 0, 0, output, 0);
  }

  /** What a provider's own reply says that it used; empty if it does not say. */
  public static Optional<Usage> in(Dialect dialect, JsonNode reply) {
    return UsageReader.of(dialect, reply);
  }

  /** What a token cap counts. */
  public long tokens() {
    return input + output;
  }

  public Usage plus(Usage more) {
    return new Usage(
        input + more.input,
        cached + more.cached,
        cacheWrite + more.cacheWrite,
        cacheWriteLong + more.cacheWriteLong,
        output + more.output,
        reasoning + more.reasoning);
  }

  /** Streams report running totals, of which the largest is the last. */
  Usage latest(Usage other) {
    return new Usage(
        Math.max(input, other.input),
        Math.max(cached, other.cached),
        Math.max(cacheWrite, other.cacheWrite),
        Math.max(cacheWriteLong, other.cacheWriteLong),
        Math.max(output, other.output),
        Math.max(reasoning, other.reasoning));
  }
}
