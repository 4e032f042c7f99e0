package ale.agents;

import ale.core.DidYouMean;
import ale.core.InputException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Every harness that is on the class path. */
public final class Harnesses {
  private final List<Harness> all;

  private Harnesses(List<Harness> all) {
    this.all = all;
  }

  /** These and no others. */
  public static Harnesses of(List<Harness> all) {
    return new Harnesses(List.copyOf(all));
  }

  public static Harnesses installed() {
    return new Harnesses(
        ServiceLoader.load(Harness.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Harness::name))
            .toList());
  }

  public List<Harness> all() {
    return all;
  }

  public boolean has(String name) {
    return all.stream().anyMatch(h -> h.name().equals(name));
  }

  /**
   * One harness.
   *
   * @throws InputException listing the names that exist
   */
  public Harness named(String name) {
    return all.stream()
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InputException("there is no harness called " + name + "; " + thereAre(name)));
  }

  /** The end of an error message: what may have been meant, and what there is. */
  String thereAre(String name) {
    List<String> names = all.stream().map(Harness::name).toList();
    return (DidYouMean.of(name, names) + "; there are " + String.join(", ", names)).substring(2);
  }
}
