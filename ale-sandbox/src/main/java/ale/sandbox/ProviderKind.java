package ale.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A kind of provider that can be asked for by name; found by {@link java.util.ServiceLoader}. */
public interface ProviderKind {
  /** The names by which it is asked for, for instance {@code local}. */
  List<String> names();

  /** Why the provider of this name cannot be had on this machine; empty if it can. */
  Optional<String> obstacle(String name);

  /** The provider of one of its names. */
  Provider provider(String name, Host host);

  /**
   * The machine that asks.
   *
   * @param state folder for what living sandboxes need on disk
   * @param tools our own programs, made ready when they are asked for
   * @param clock what time it is
   */
  record Host(Path state, Supplier<Toolbox> tools, InstantSource clock) {}
}
