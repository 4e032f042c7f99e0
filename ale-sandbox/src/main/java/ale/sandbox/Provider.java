package ale.sandbox;

import ale.guest.GuestClient;
import java.nio.file.Path;
import java.util.List;

/**
 * A way to get a fresh computer. Implementations are safe for use by many threads, and leave
 * nothing behind when a sandbox is closed, also when the controller was killed before.
 */
public interface Provider {
  /** Short name, for instance {@code local}. */
  String name();

  /**
   * Opens a sandbox whose guest answers.
   *
   * @throws SandboxException if it cannot be had; nothing is left behind
   */
  Sandbox open(SandboxSpec spec);

  /** Every sandbox of this provider on this machine, of any controller. */
  List<SandboxInfo> list();

  /**
   * Removes what controllers that are gone left behind; sandboxes whose controller lives are kept.
   *
   * @return what was removed
   */
  List<SandboxInfo> clean();

  /** A provider whose sandboxes can outlive the controller that opened them. */
  interface Keeper extends Provider {
    /** Marks a sandbox as one that stays until it is closed by its name. */
    void keep(String id);

    /** A connection to the guest of a living sandbox; closing it leaves the sandbox alone. */
    GuestClient guest(String id);

    /** Where the guest of a living sandbox listens on this machine. */
    Path socket(String id);

    /** Keeps what was written in a living sandbox as an image. */
    Image snapshot(String id, String name);

    /** Ends a sandbox, kept or not, and removes every trace. */
    void close(String id);
  }
}
