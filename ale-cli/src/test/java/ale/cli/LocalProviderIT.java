package ale.cli;

import ale.sandbox.Image;
import ale.sandbox.LocalProvider;
import ale.sandbox.Provider;
import ale.sandbox.ProviderContract;
import ale.sandbox.Sandbox;
import ale.sandbox.Traces;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Sandboxes made from Linux namespaces keep what every provider promises. */
final class LocalProviderIT extends ProviderContract {
  private final Image image = ProviderLab.image();
  private final Path state = ProviderLab.folder("local");
  private final Provider provider =
      new LocalProvider(state, ProviderLab.tools(), InstantSource.system());

  @Override
  protected Provider provider() {
    return provider;
  }

  @Override
  protected Image image() {
    return image;
  }

  @Override
  protected Traces traces() {
    return new Traces(List.of(state), List.of());
  }

  @Override
  protected Set<Class<? extends Sandbox>> abilities() {
    return Set.of(
        Sandbox.Mortal.class,
        Sandbox.Doored.class,
        Sandbox.Resettable.class,
        Sandbox.Revivable.class,
        Sandbox.Snapshots.class);
  }

  @Override
  protected void end() {
    ProviderLab.remove(state);
  }
}
