package ale.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The provider {@code local}. */
public final class LocalKind implements ProviderKind {
  /** Its only name. */
  public static final String NAME = "local";

  private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public Optional<String> obstacle(String name) {
    return Files.isExecutable(BUBBLEWRAP)
        ? Optional.empty()
        : Optional.of("bubblewrap is not installed; install it with: apt-get install bubblewrap");
  }

  @Override
  public Provider provider(String name, Host host) {
    return new LocalProvider(host.state(), host.tools().get(), host.clock());
  }
}
