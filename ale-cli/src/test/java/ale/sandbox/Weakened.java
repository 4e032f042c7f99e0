package ale.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/** The door through which tests get a local provider whose sandboxes lack protections. */
public final class Weakened {
  private Weakened() {}

  public static Provider provider(Path state, Toolbox tools, Set<Protection> off) {
    return new LocalProvider(
        state, tools, InstantSource.system(), Outside.real(), new Protections(off));
  }

  /** The user of the host whom all sandboxes share that have none of their own. */
  public static int sharedUser() {
    return LocalSlots.SHARED_USER;
  }
}
