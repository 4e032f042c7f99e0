package ale.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sandboxes whose walls are containers of docker or podman, on the same images and with the same
 * disk as those of {@link LocalProvider}. The engine must run on this machine.
 */
public final class ContainerProvider implements Provider.Lasting {
  private final ContainerWalls walls;
  private final ContainerImages images;
  private final LocalProvider sandboxes;

  /**
   * @param engine who makes the containers
   * @param state folder for what living sandboxes need on disk; each engine has its own below it
   * @param tools our own programs
   */
  public ContainerProvider(Engine engine, Path state, Toolbox tools, InstantSource clock) {
    walls = new ContainerWalls(engine);
    images = new ContainerImages(engine, state.resolve(engine.name()).resolve("images"));
    sandboxes =
        new LocalProvider(
            state.resolve(engine.name()), tools, clock, Outside.real(), Protections.ALL, walls);
  }

  @Override
  public String name() {
    return walls.name();
  }

  @Override
  public Sandbox open(SandboxSpec spec) {
    walls.prepare();
    return sandboxes.open(spec);
  }

  @Override
  public Optional<Builder> builder() {
    return Optional.of(images);
  }

  @Override
  public void claim(String id, Path file) {
    sandboxes.claim(id, file);
  }

  @Override
  public Sandbox attach(String id, SandboxSpec spec) {
    return sandboxes.attach(id, spec);
  }

  @Override
  public void discard(String id) {
    sandboxes.discard(id);
  }

  @Override
  public List<SandboxInfo> list() {
    return sandboxes.list();
  }

  @Override
  public List<SandboxInfo> clean() {
    return sandboxes.clean();
  }
}
