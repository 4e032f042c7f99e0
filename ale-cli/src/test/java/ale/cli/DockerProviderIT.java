package ale.cli;

import ale.sandbox.Engine;
import java.nio.file.Path;
import java.util.Optional;

/** Containers of a docker daemon that the test starts and ends. */
final class DockerProviderIT extends ContainerContract {
  private static Optional<DockerDaemon> daemon = Optional.empty();

  DockerProviderIT() {
    super(Engine.named(Engine.DOCKER, "--host", host()), ProviderLab.folder("docker"));
  }

  private static String host() {
    Path folder = ProviderLab.folder("docker");
    return ProviderLab.property(
        "ale.test.docker",
        () -> {
          daemon = Optional.of(DockerDaemon.start(folder));
          return DockerDaemon.host(folder);
        });
  }

  @Override
  protected void end() {
    daemon.ifPresent(DockerDaemon::close);
    super.end();
  }
}
