package ale.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * What a sandbox can reach. There is never a raw route out: every policy but {@link None} is a door
 * that the controller holds, a Unix socket in the sandbox behind which the controller decides.
 */
public sealed interface Network {
  /** The policy in one line, as journals have it. */
  default String words() {
    return switch (this) {
      case None _ -> "none";
      case Gateway _ -> "gateway";
      case Allowlist list -> "allowlist: " + String.join(" ", list.hosts());
      case Public _ -> "public";
    };
  }

  /** The mark that a score made under it carries; empty if nothing but models was in reach. */
  default Optional<String> mark() {
    return switch (this) {
      case None _, Gateway _ -> Optional.empty();
      case Allowlist _ -> Optional.of("allowlist");
      case Public _ -> Optional.of("public");
    };
  }

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

    /**
     * The same without addresses that are not public: they lead into the examiner's own network.
     */
    public Allowlist outward() {
      return new Allowlist(
          hosts.stream()
              .filter(host -> AddressBlock.of(host).filter(AddressBlock::special).isEmpty())
              .toList());
    }
  }

  /** Every public host. It must be asked for, and is marked on every score. */
  record Public() implements Network {}
}
