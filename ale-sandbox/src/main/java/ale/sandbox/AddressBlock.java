package ale.sandbox;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that begin with the same bits, written {@code 10.0.0.0/8}; a single address is one too.
 *
 * @param first its address
 * @param bits how many of the first bits are the same
 */
record AddressBlock(InetAddress first, int bits) {
  /**
   * What is not the public internet: the special-purpose registries of the IANA, multicast, what
   * was never given out, and the one metadata service that has a public address (Azure's).
   */
  private static final List<AddressBlock> SPECIAL =
      List.of(
          known("0.0.0.0/8"),
          known("10.0.0.0/8"),
          known("100.64.0.0/10"),
          known("127.0.0.0/8"),
          known("168.63.129.16"),
          known("169.254.0.0/16"),
          known("172.16.0.0/12"),
          known("192.0.0.0/24"),
          known("192.0.2.0/24"),
          known("192.88.99.0/24"),
          known("192.168.0.0/16"),
          known("198.18.0.0/15"),
          known("198.51.100.0/24"),
          known("203.0.113.0/24"),
          known("224.0.0.0/3"),
          known("::/3"),
          known("2001::/23"),
          known("2001:db8::/32"),
          known("2002::/16"),
          known("3fff::/20"),
          known("4000::/2"),
          known("8000::/1"));

  private static AddressBlock known(String text) {
    return of(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** Reads an address or a block; empty if the text is neither, such as a name. */
  static Optional<AddressBlock> of(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = address.getAddress().length * 8;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > most
          ? Optional.empty()
          : Optional.of(new AddressBlock(address, bits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is one that anybody on the internet may be meant by. */
  static boolean isPublic(InetAddress address) {
    return SPECIAL.stream().noneMatch(block -> block.has(address)) && !isOurs(address);
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Whether it names nothing but what is not public, so that whoever wrote it means that. */
  boolean special() {
    return bits == first.getAddress().length * 8
        ? !isPublic(first)
        : SPECIAL.stream().anyMatch(block -> block.bits <= bits && block.has(first));
  }

  boolean has(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
