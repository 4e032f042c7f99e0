package ale.agents;

import ale.gateway.Caps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who sits the exam: a harness, a model and settings. It is what a board ranks.
 *
 * @param name unique, in kebab-case; a colon may set off a variant
 * @param harness name of the program that acts
 * @param model what it asks for at the gateway; absent if it asks for none
 * @param upstreams names of the providers it may use, the preferred first; empty means all
 * @param settings what the harness itself understands
 * @param budget what one trial of it may use
 */
public record Agent(
    String name,
    String harness,
    Optional<String> model,
    List<String> upstreams,
    Map<String, String> settings,
    Caps budget) {
  public Agent {
    upstreams = List.copyOf(upstreams);
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** A harness as an agent of its own: without a model, with its standard settings. */
  public static Agent bare(String harness) {
    return new Agent(harness, harness, Optional.empty(), List.of(), Map.of(), Caps.none());
  }

  /** The same with no more than this for a trial. */
  public Agent within(Caps most) {
    return new Agent(name, harness, model, upstreams, settings, budget.and(most));
  }
}
