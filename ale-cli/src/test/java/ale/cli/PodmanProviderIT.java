package ale.cli;

import ale.sandbox.Engine;
import java.nio.file.Path;

/** Containers of podman, with a store of the test's own. */
final class PodmanProviderIT extends ContainerContract {
  private static final Path PLACE = ProviderLab.folder("podman");

  PodmanProviderIT() {
    super(
        Engine.named(
            Engine.PODMAN,
            "--root",
            PLACE.resolve("store").toString(),
            "--runroot",
            PLACE.resolve("run").toString()),
        PLACE);
  }
}
