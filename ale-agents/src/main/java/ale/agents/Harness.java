package ale.agents;

import ale.core.Layer;
import ale.gateway.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program that acts. Found by {@link java.util.ServiceLoader}; one instance serves many trials at
 * once.
 *
 * <p>It records what it does in the workplace's trajectory while it does it, so that a trial that
 * is cut off still has one.
 */
public interface Harness {
  /** The name under which it is asked for, in kebab-case. */
  String name();

  /** Its own version, for the result. */
  String version();

  /** The layers of a generalist computer-use agent that it can bring; a model brings the rest. */
  default Set<Layer> layers() {
    return Set.of();
  }

  /** The dialects in which it can ask a model; empty if it asks none. */
  default Set<Dialect> dialects() {
    return Set.of();
  }

  /** Whether it can do nothing without a model. */
  default boolean needsModel() {
    return !dialects().isEmpty();
  }

  /** What can be set in an agent of this harness; nothing else is accepted. */
  default List<Setting> settings() {
    return List.of();
  }

  /** Names of what is often set together, as in {@code generalist:no-verify}. */
  default Map<String, Map<String, String>> variants() {
    return Setting.without(settings());
  }

  /**
   * Its program, made ready on this machine if it is not yet there; empty if it acts from outside
   * the sandbox.
   *
   * @throws ale.core.FaultException if it cannot be made
   */
  default Optional<Bundle> bundle(Bundles bundles) {
    return Optional.empty();
  }

  /**
   * Whether its work goes on in the sandbox when the controller is gone, so that another one can
   * ask it to work again at the same {@linkplain Past place} and it goes on. The work of any other
   * is lost with its controller.
   */
  default boolean outlivesController() {
    return false;
  }

  /**
   * Works until it is done or its time is over. What it did wrong is not an exception: the work is
   * graded as it stands.
   *
   * @throws ale.core.FaultException if something other than the agent failed
   */
  WorkReport work(Workplace place);
}
