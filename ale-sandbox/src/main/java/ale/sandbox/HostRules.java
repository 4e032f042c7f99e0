package ale.sandbox;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which hosts a sandbox may talk to, by name and by address.
 *
 * <p>A name alone never leads to an address that is not public: such an address must be listed
 * itself, alone or in a block that holds nothing public. So a name that is allowed cannot be made
 * to mean this machine, its network, or a metadata service.
 *
 * @param everything whether every public host is allowed
 * @param names allowed names; {@code *.name} is every name below
 * @param blocks allowed addresses
 */
record HostRules(boolean everything, List<String> names, List<AddressBlock> blocks) {
  static HostRules everyPublic() {
    return new HostRules(true, List.of(), List.of());
  }

  static HostRules of(List<String> hosts) {
    return new HostRules(
        false,
        hosts.stream()
            .filter(host -> AddressBlock.of(host).isEmpty())
            .map(HostRules::plain)
            .toList(),
        hosts.stream().flatMap(host -> AddressBlock.of(host).stream()).toList());
  }

  /** A name as it is compared: lower case, without the dot of the root. */
  static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /**
   * Why a host may not even be looked up, which would already tell its name to the world; empty if
   * it may.
   */
  Optional<String> objection(String host) {
    boolean listed =
        everything || AddressBlock.of(host).isPresent() || names.stream().anyMatch(is(host));
    return listed ? Optional.empty() : Optional.of(host + " is not on the list of allowed hosts");
  }

  private static java.util.function.Predicate<String> is(String host) {
    return name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
  }

  /** Those of a host's addresses that may be connected to. */
  List<InetAddress> among(String host, List<InetAddress> addresses) {
    boolean named = AddressBlock.of(host).isEmpty();
    return addresses.stream().filter(address -> allowed(named, address)).toList();
  }

  private boolean allowed(boolean named, InetAddress address) {
    if (AddressBlock.isPublic(address)) {
      return everything || named || blocks.stream().anyMatch(block -> block.has(address));
    }
    return blocks.stream().anyMatch(block -> block.special() && block.has(address));
  }
}
