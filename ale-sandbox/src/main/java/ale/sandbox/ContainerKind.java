package ale.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The provider {@code container}: of docker, of podman, or of whichever of them answers, docker
 * first.
 */
public final class ContainerKind implements ProviderKind {
  private static final String ANY = "container";

  @Override
  public List<String> names() {
    return Stream.concat(Stream.of(ANY), Engine.NAMES.stream().map(n -> ANY + ":" + n)).toList();
  }

  private static List<Engine> engines(String name) {
    return Engine.NAMES.stream()
        .filter(n -> name.equals(ANY) || name.equals(ANY + ":" + n))
        .map(Engine::named)
        .toList();
  }

  @Override
  public Optional<String> obstacle(String name) {
    if (Linux.mapped()) {
      return Optional.of("it needs root, to mount disks where an engine sees them");
    }
    List<Optional<String>> obstacles = engines(name).stream().map(Engine::obstacle).toList();
    return obstacles.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(String.join("; ", obstacles.stream().flatMap(Optional::stream).toList()));
  }

  @Override
  public Provider provider(String name, Host host) {
    Engine engine =
        engines(name).stream()
            .filter(e -> obstacle(name).isEmpty() && e.obstacle().isEmpty())
            .findFirst()
            .orElseThrow(() -> new SandboxException(obstacle(name).orElse(name + " is gone")));
    return new ContainerProvider(engine, host.state(), host.tools().get(), host.clock());
  }
}
