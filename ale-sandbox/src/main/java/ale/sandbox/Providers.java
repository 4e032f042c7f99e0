package ale.sandbox;

import ale.core.InputException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Every kind of provider that is on the class path. */
public final class Providers {
  private final List<ProviderKind> kinds;

  private Providers(List<ProviderKind> kinds) {
    this.kinds = kinds;
  }

  public static Providers installed() {
    return new Providers(
        ServiceLoader.load(ProviderKind.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  public List<String> names() {
    return kinds.stream().flatMap(kind -> kind.names().stream()).sorted().toList();
  }

  /** Why the provider of this name cannot be had on this machine; empty if it can. */
  public Optional<String> obstacle(String name) {
    return kind(name).obstacle(name);
  }

  /**
   * The provider of this name.
   *
   * @throws InputException listing the names that exist
   */
  public Provider named(String name, ProviderKind.Host host) {
    return kind(name).provider(name, host);
  }

  private ProviderKind kind(String name) {
    return kinds.stream()
        .filter(kind -> kind.names().contains(name))
        .findFirst()
        .orElseThrow(() ->
            new InputException(
                "there is no provider called "
                    + name
                    + "; there are "
                    + String.join(", ", names())));
  }
}
