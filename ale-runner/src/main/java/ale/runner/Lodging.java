package ale.runner;

import ale.core.Json;
import ale.sandbox.Provider;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxException;
import ale.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The one sandbox in which the agent of an attempt works. As long as {@code sandbox.json} stands in
 * the attempt's folder, it is needed, and waits for a next controller if this one is gone.
 */
final class Lodging {
  private static final String CLAIM = "sandbox.json";

  /**
   * What stands in that file, for people.
   *
   * @param provider who made it
   * @param id its name
   */
  record Claim(String provider, String id) {}

  private final Provider provider;
  private final Path claim;
  private Optional<Sandbox> sandbox = Optional.empty();

  /**
   * @param folder the attempt's
   */
  Lodging(Provider provider, Path folder) {
    this.provider = provider;
    this.claim = folder.resolve(CLAIM);
  }

  /** Gives up the sandboxes of a trial's attempts; the next sweep takes them away. */
  static void forsake(Path trial, List<AttemptState> attempts) {
    attempts.forEach(a -> forsake(trial.resolve("attempt-" + a.number()).resolve(CLAIM)));
  }

  private static void forsake(Path claim) {
    try {
      Files.deleteIfExists(claim);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give up " + claim, e);
    }
  }

  /** Opens a fresh one, in place of any that the attempt had. */
  Sandbox open(SandboxSpec spec, Optional<String> before) {
    leave(before);
    Sandbox fresh = provider.open(spec);
    sandbox = Optional.of(fresh);
    Json.write(claim, new Claim(provider.name(), fresh.id()));
    provider.lasting().ifPresent(lasting -> lasting.claim(fresh.id(), claim));
    return fresh;
  }

  /** The sandbox; that of a controller which is gone is taken over. */
  Sandbox get(Optional<String> id, SandboxSpec spec) {
    if (sandbox.isEmpty()) {
      String name = id.orElseThrow(() -> new SandboxException("no sandbox was opened"));
      Provider.Lasting lasting =
          provider
              .lasting()
              .orElseThrow(() ->
                  new SandboxException(
                      "sandbox " + name + " was its controller's, and is gone with it"));
      sandbox = Optional.of(lasting.attach(name, spec));
    }
    return sandbox.get();
  }

  /** Leaves it to a next controller; one that could not be claimed is ended. */
  void pause() {
    if (!Files.exists(claim)) {
      sandbox.ifPresent(Sandbox::close);
    }
  }

  /** Ends it: it is not needed any more. */
  void leave(Optional<String> id) {
    boolean claimed = Files.exists(claim);
    if (sandbox.isPresent()) {
      sandbox.get().close();
      sandbox = Optional.empty();
    } else if (claimed) {
      provider.lasting().ifPresent(lasting -> discard(lasting, id));
    }
    forsake(claim);
  }

  /** Also one whose opening was cut off before the journal could name it. */
  private void discard(Provider.Lasting lasting, Optional<String> id) {
    id.ifPresent(lasting::discard);
    lasting.discard(Json.read(claim, Claim.class).id());
  }
}
