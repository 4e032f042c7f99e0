package ale.runner;

import ale.sandbox.Provider;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxInfo;
import ale.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A provider whose sandboxes are in the care of a trial's {@link Warden} from their beginning. */
record MindedProvider(Provider provider, Warden warden) implements Provider {
  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Sandbox open(SandboxSpec spec) {
    warden.allowed();
    return warden.mind(provider.open(spec));
  }

  @Override
  public Optional<Builder> builder() {
    return provider.builder();
  }

  @Override
  public Optional<Lasting> lasting() {
    return provider.lasting().map(inner -> new Minded(inner, warden));
  }

  /** The same of one whose sandboxes can be taken over. */
  private record Minded(Lasting inner, Warden warden) implements Lasting {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Sandbox open(SandboxSpec spec) {
      return new MindedProvider(inner, warden).open(spec);
    }

    @Override
    public Optional<Builder> builder() {
      return inner.builder();
    }

    @Override
    public void claim(String id, Path file) {
      inner.claim(id, file);
    }

    @Override
    public Sandbox attach(String id, SandboxSpec spec) {
      return warden.mind(inner.attach(id, spec));
    }

    @Override
    public void discard(String id) {
      inner.discard(id);
    }

    @Override
    public List<SandboxInfo> list() {
      return inner.list();
    }

    @Override
    public List<SandboxInfo> clean() {
      return inner.clean();
    }
  }

  @Override
  public List<SandboxInfo> list() {
    return provider.list();
  }

  @Override
  public List<SandboxInfo> clean() {
    return provider.clean();
  }
}
