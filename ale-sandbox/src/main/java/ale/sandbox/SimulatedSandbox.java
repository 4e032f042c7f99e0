package ale.sandbox;

import ale.guest.GuestClient;
import ale.guest.LocalGuest;
import ale.guest.SimulatedProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A folder that is used like a computer. Its death is that of its guest, which runs here. */
final class SimulatedSandbox implements Sandbox.Mortal {
  private final String id;
  private final Path root;
  private final LocalGuest guest;
  private final InstantSource clock;
  private final Runnable closing;
  private Optional<Death> death = Optional.empty();

  SimulatedSandbox(
      String id, Path root, SimulatedProgram program, InstantSource clock, Runnable closing) {
    this.id = id;
    this.root = root;
    this.guest = LocalGuest.simulated(root, program);
    this.clock = clock;
    this.closing = closing;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public GuestClient guest() {
    return guest.client();
  }

  @Override
  public synchronized Death kill() {
    if (death.isEmpty()) {
      guest.close();
      death = Optional.of(new Death(clock.instant(), 1, List.of(id), List.of(), List.of()));
    }
    return death.get();
  }

  @Override
  public synchronized Manifest collect(List<Wanted> outputs, Path into) {
    if (death.isEmpty()) {
      throw new IllegalStateException("sandbox " + id + " must be killed before collecting");
    }
    Collector collector = new Collector(into);
    outputs.forEach(wanted -> collector.take(root, wanted));
    return collector.manifest();
  }

  @Override
  public synchronized void close() {
    kill();
    try {
      Trees.delete(root);
    } catch (IOException e) {
      throw new SandboxException("cannot remove " + root + ": " + e.getMessage(), e);
    } finally {
      closing.run();
    }
  }
}
