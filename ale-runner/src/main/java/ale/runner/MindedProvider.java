package ale.runner;

import ale.sandbox.Provider;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxInfo;
import ale.sandbox.SandboxSpec;
import java.util.List;

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
  public List<SandboxInfo> list() {
    return provider.list();
  }

  @Override
  public List<SandboxInfo> clean() {
    return provider.clean();
  }
}
