package ale.runner;

import java.util.Map;
import java.util.Optional;

/** {@code local}: the controller's own process. */
public final class LocalEngineKind implements EngineKind {
  public static final String NAME = "local";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public Engine engine(Host host) {
    return new LocalEngine(
        host.here().get(), host.examiner(), host.clock(), host.atOnce(), host.doorkeeper());
  }
}
