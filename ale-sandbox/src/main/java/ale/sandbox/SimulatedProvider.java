package ale.sandbox;

import ale.guest.SimulatedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A published double of a provider, for tests and measurements of what uses sandboxes: a sandbox is
 * a folder, whose guest speaks the real protocol and whose programs are a function. Nothing in it
 * is isolated and nothing runs in it, so it is no {@link ProviderKind} and no person can choose it
 * for a run; its journals name its sandboxes {@code simulated-1}, {@code simulated-2}...
 */
public final class SimulatedProvider implements Provider {
  private final Path folder;
  private final SimulatedProgram program;
  private final InstantSource clock;
  private final AtomicLong opened = new AtomicLong();
  private final Map<String, SandboxInfo> living = new ConcurrentHashMap<>();

  /**
   * @param folder where the file systems of living sandboxes are
   * @param program what runs when a program is started in one of them
   */
  public SimulatedProvider(Path folder, SimulatedProgram program, InstantSource clock) {
    this.folder = folder.toAbsolutePath();
    this.program = program;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Sandbox.Mortal open(SandboxSpec spec) {
    String id = name() + "-" + opened.incrementAndGet();
    Path root = folder.resolve(id);
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new SandboxException("cannot make " + root + ": " + e.getMessage(), e);
    }
    long me = ProcessHandle.current().pid();
    living.put(
        id, new SandboxInfo(id, name(), spec.image().name(), clock.instant(), me, false, false, 0));
    return new SimulatedSandbox(id, root, program, clock, () -> living.remove(id));
  }

  @Override
  public List<SandboxInfo> list() {
    List<SandboxInfo> all = new ArrayList<>(living.values());
    all.sort(Comparator.comparing(SandboxInfo::opened));
    return all;
  }

  /** Nothing is left behind but folders, since nothing outlives this process. */
  @Override
  public List<SandboxInfo> clean() {
    return List.of();
  }
}
