package ale.sandbox;

import ale.guest.GuestClient;
import java.nio.file.Path;
import java.util.List;

/**
 * One computer. It is used by one trial, and closed by it. What a provider cannot do for every
 * computer is an interface of its own, so that a sandbox that cannot do it lacks the method.
 */
public interface Sandbox extends AutoCloseable {
  /** Its name, unique on this machine. */
  String id();

  /** Our daemon inside it, or a stand-in; useless once the sandbox was killed. */
  GuestClient guest();

  /**
   * Copies outputs out of it. Links, devices and sockets are reported and never followed.
   *
   * @param outputs what is wanted
   * @param into an empty folder; a file of {@code main} lands at its absolute path below it
   * @throws IllegalStateException if it is {@link Mortal} and was not killed before
   */
  Manifest collect(List<Wanted> outputs, Path into);

  /** Ends it and removes every trace. Idempotent. */
  @Override
  void close();

  /**
   * An output that is wanted.
   *
   * @param path absolute path of a file or folder
   * @param service {@code main}, or the service whose file it is
   * @param exclude patterns of what is left out, as {@code tar --exclude} takes them
   */
  record Wanted(String path, String service, List<String> exclude) {
    public Wanted {
      exclude = List.copyOf(exclude);
    }

    /** All of it. */
    public Wanted(String path, String service) {
      this(path, service, List.of());
    }
  }

  /** A sandbox whose processes can all be ended with a proof. */
  interface Mortal extends Sandbox {
    /**
     * Ends every process in it and proves that none is left. What was written stays and can be
     * collected. Idempotent.
     */
    Death kill();
  }

  /** A sandbox that can be booted again on its own disk, when everything in it is dead. */
  interface Revivable extends Mortal {
    /**
     * Ends what lives in it, and boots it again on the disk as it was left.
     *
     * @param policy what it can reach from now on
     * @param account whose programs run in it from now on, and own what was written
     * @param emptied absolute paths of folders that are emptied before; a link that stands in the
     *     way is removed and not followed
     */
    void revive(Network policy, SandboxSpec.Account account, List<String> emptied);
  }

  /** A sandbox whose programs can be made to stand still, and its guest's clock with them. */
  interface Pausable extends Sandbox {
    /** Makes every program in it stand still. Idempotent; {@code close} works all the same. */
    void pause();

    /** Lets them go on. Idempotent. */
    void resume();
  }

  /** A sandbox with computers beside it in which something can be run. */
  interface Attended extends Sandbox {
    /** How a script ended, and what it said. */
    record Said(int exit, String words) {}

    /**
     * Runs a script of a shell in a sidecar.
     *
     * @throws SandboxException if it cannot be run, or does not end in time
     */
    Said run(String sidecar, String script, java.time.Duration within);
  }

  /** A sandbox whose use of this machine is counted. */
  interface Metered extends Sandbox {
    /** What it used until now; still known when it was killed, and not when it was closed. */
    Used used();
  }

  /** A sandbox to and from which the controller can open doors. */
  interface Doored extends Sandbox {
    /**
     * Makes whoever connects to a loopback port in the sandbox talk to a socket of this machine.
     *
     * @param port on 127.0.0.1 in the sandbox
     * @param target a Unix socket on this machine
     * @throws SandboxException if the policy is {@link Network.None}
     */
    void forward(int port, Path target);

    /**
     * Changes what it can reach, for the next phase. Every door that was open is closed, and
     * whoever stood in it is cut off.
     */
    void network(Network policy);

    /** The first connections that were asked for under policies that lead to hosts. */
    default List<Visit> visits() {
      return List.of();
    }
  }

  /** A sandbox that can be put back to the state in which it was opened. */
  interface Resettable extends Sandbox {
    /** Ends what runs in it, forgets what was written, and boots it again. */
    void reset();
  }

  /** A sandbox whose files can be kept as an image. */
  interface Snapshots extends Sandbox {
    /**
     * Keeps what was written as a thin layer on the image that it was opened from.
     *
     * @param name lower-case words with hyphens
     */
    Image snapshot(String name);
  }
}
