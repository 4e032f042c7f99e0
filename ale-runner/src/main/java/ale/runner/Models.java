package ale.runner;

import ale.agents.Agent;
import ale.core.InputException;
import ale.core.Opening;
import ale.gateway.Gateway;
import ale.gateway.GatewayConfig;
import ale.gateway.PriceBook;
import ale.gateway.UpstreamConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The controller's one gateway, which is started when it is first needed. Keys of providers are
 * here and nowhere else.
 */
public final class Models implements AutoCloseable {
  private static final String SOCKET = "gateway.sock";
  private static final String FOLDER = "ale-gateway-";

  private final GatewayConfig config;
  private final InstantSource clock;
  private Optional<Open> open = Optional.empty();

  private record Open(Gateway gateway, Path folder) {}

  private Models(GatewayConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Models behind the providers of a configuration.
   *
   * @param config whose doors and sessions are left aside
   */
  public static Models behind(GatewayConfig config, InstantSource clock) {
    return new Models(config.forTrials(), SteadyClock.from(clock));
  }

  /** No provider at all; what was recorded can still be played. */
  public static Models none() {
    return behind(GatewayConfig.onLoopback(List.of()), InstantSource.system());
  }

  /**
   * Starts the gateway if the agents of a plan need it.
   *
   * @throws InputException if one asks for what there is not
   */
  public void ready(RunPlan plan) {
    List<Agent> asking =
        plan.agents().stream()
            .map(RunPlan.PlannedAgent::agent)
            .filter(a -> a.model().isPresent())
            .toList();
    if (plan.live()) {
      asking.forEach(this::check);
    }
    if (!asking.isEmpty()) {
      gateway();
    }
  }

  private void check(Agent agent) {
    Optional<String> lacking = lacking(agent);
    if (lacking.isPresent()) {
      throw new InputException(lacking.get());
    }
  }

  /** What an agent asks for that there is not, in words. */
  public Optional<String> lacking(Agent agent) {
    List<String> known = config.upstreams().stream().map(UpstreamConfig::name).toList();
    if (agent.model().isEmpty()) {
      return Optional.empty();
    }
    if (known.isEmpty()) {
      return Optional.of(
          "agent "
              + agent.name()
              + " asks the model "
              + agent.model().get()
              + ", and there is no provider; set one of "
              + GatewayConfig.keyVariables()
              + ", or name a configuration with --gateway (see docs/gateway.md)");
    }
    return agent.upstreams().stream()
        .filter(wanted -> !known.contains(wanted))
        .findFirst()
        .map(wanted ->
            "agent "
                + agent.name()
                + " wants the provider "
                + wanted
                + "; there are "
                + String.join(", ", known));
  }

  /** What models cost. */
  public PriceBook prices() {
    return config.priceBook();
  }

  Gateway gateway() {
    return open().gateway();
  }

  /** Where doors of sandboxes lead to. */
  Path socket() {
    return open().folder().resolve(SOCKET);
  }

  private synchronized Open open() {
    if (open.isEmpty()) {
      Path folder = folder();
      Gateway gateway =
          Opening.or(
              () -> remove(folder),
              () -> Gateway.start(config.onSocket(folder.resolve(SOCKET)), clock));
      open = Optional.of(new Open(gateway, folder));
    }
    return open.get();
  }

  /** A new one; those of controllers that were killed are removed. */
  private static Path folder() {
    try {
      Path made = Files.createTempDirectory(FOLDER + ProcessHandle.current().pid() + "-");
      try (Stream<Path> all = Files.list(Objects.requireNonNull(made.getParent()))) {
        all.filter(Models::abandoned).forEach(Models::remove);
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a place for the gateway's socket", e);
    }
  }

  private static boolean abandoned(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.matches(FOLDER + "[0-9]{1,9}-.*")
        && ProcessHandle.of(Long.parseLong(name.split("-")[2])).isEmpty();
  }

  private static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(SOCKET));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the gateway's socket", e);
    }
  }

  @Override
  public synchronized void close() {
    if (open.isPresent()) {
      open.get().gateway().close();
      remove(open.get().folder());
      open = Optional.empty();
    }
  }
}
