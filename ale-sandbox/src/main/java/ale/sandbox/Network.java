package ale.sandbox;

import java.util.List;

/**
 * What a sandbox can reach. There is never a raw route out: every policy but {@link None} is a door
 * that the controller holds, a Unix socket in the sandbox behind which the controller decides.
 */
public sealed interface Network {
  /** Nothing; the default. */
  record None() implements Network {}

  /** Only the model gateway. */
  record Gateway() implements Network {}

  /**
   * The model gateway, and hosts by name or address.
   *
   * @param hosts host names, {@code *.wildcards}, IPv4 and IPv6 addresses, and CIDR blocks, as in
   *     {@code allowed_hosts} of a task
   */
  record Allowlist(List<String> hosts) implements Network {
    public Allowlist {
      hosts = List.copyOf(hosts);
    }
  }

  /** Every public host. It must be asked for, and is marked on every score. */
  record Public() implements Network {}
}
