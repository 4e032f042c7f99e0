package ale.runner;

import ale.core.DidYouMean;
import ale.core.InputException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Every kind of engine that is on the class path. */
public final class Engines {
  private final List<EngineKind> kinds;

  private Engines(List<EngineKind> kinds) {
    this.kinds = kinds;
  }

  public static Engines installed() {
    return new Engines(
        ServiceLoader.load(EngineKind.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(EngineKind::name))
            .toList());
  }

  public List<EngineKind> all() {
    return kinds;
  }

  /**
   * The kind of this name.
   *
   * @throws InputException listing the names that exist
   */
  public EngineKind named(String name) {
    List<String> names = kinds.stream().map(EngineKind::name).toList();
    return kinds.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InputException(
                "there is no engine called "
                    + name
                    + DidYouMean.of(name, names)
                    + "; there are "
                    + String.join(", ", names)));
  }

  /**
   * The engine of this name.
   *
   * @throws InputException if there is none, or if it does not know one of the options
   */
  public Engine named(String name, EngineKind.Host host) {
    EngineKind kind = named(name);
    for (String option : host.options().keySet()) {
      if (!kind.options().containsKey(option)) {
        throw new InputException(
            "the engine "
                + name
                + " has no option "
                + option
                + DidYouMean.of(option, kind.options().keySet())
                + "; it has "
                + (kind.options().isEmpty()
                    ? "none"
                    : String.join(", ", kind.options().keySet().stream().sorted().toList())));
      }
    }
    return kind.engine(host);
  }
}
