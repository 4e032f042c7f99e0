package ale.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a client asks an HTTP proxy for (RFC 9110, 9.3.6 and 7.1; RFC 9112, 3.2).
 *
 * @param tunnel whether bytes are carried as they are from now on
 * @param host name or address, without brackets
 * @param port of the host
 * @param onward what the host gets first
 */
record ProxyRequest(boolean tunnel, String host, int port, byte[] onward) {
  private static final int MOST_HEAD = 1 << 15;
  private static final int EMPTY_LINE = 0x0d0a0d0a;
  private static final String PLAIN = "http://";

  /** A request that cannot be understood. */
  static final class Misunderstood extends IOException {
    private static final long serialVersionUID = 1L;

    Misunderstood(String message) {
      super(message);
    }
  }

  static ProxyRequest read(SocketChannel from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_HEAD);
    for (int looked = 0; bytes.hasRemaining(); looked = Math.max(0, bytes.position() - 3)) {
      if (from.read(bytes) < 0) {
        throw new Misunderstood("the request ends before its head does");
      }
      int end = end(bytes, looked);
      if (end >= 0) {
        String head = new String(bytes.array(), 0, end, StandardCharsets.ISO_8859_1);
        byte[] rest = Arrays.copyOfRange(bytes.array(), end + 4, bytes.position());
        return parse(List.of(head.split("\r\n", -1)), rest);
      }
    }
    throw new Misunderstood("the head of the request is too long");
  }

  /** Where the empty line begins that ends a head, or -1; what was looked through is not again. */
  private static int end(ByteBuffer bytes, int from) {
    for (int at = from; at + 4 <= bytes.position(); at++) {
      if (bytes.getInt(at) == EMPTY_LINE) {
        return at;
      }
    }
    return -1;
  }

  private static ProxyRequest parse(List<String> head, byte[] rest) throws Misunderstood {
    String[] words = head.getFirst().split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new Misunderstood("this is no request of HTTP/1.1");
    }
    if (words[0].equals("CONNECT")) {
      return to(words[1], 443, true, rest);
    }
    if (!words[1].toLowerCase(Locale.ROOT).startsWith(PLAIN)) {
      throw new Misunderstood("a proxy is asked with CONNECT, or for an address with http://");
    }
    String address = words[1].substring(PLAIN.length());
    int end = address.replace('?', '/').indexOf('/');
    String authority = end < 0 ? address : address.substring(0, end);
    String path = end < 0 ? "/" : address.substring(end);
    var lines = new ArrayList<String>();
    lines.add(words[0] + " " + (path.startsWith("/") ? path : "/" + path) + " HTTP/1.1");
    lines.add("Host: " + authority);
    lines.add("Connection: close");
    head.stream().skip(1).filter(line -> !forTheProxy(line)).forEach(lines::add);
    byte[] start = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] onward = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, onward, start.length, rest.length);
    return to(authority, 80, false, onward);
  }

  private static boolean forTheProxy(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return List.of("host:", "connection:", "keep-alive:", "proxy-", "upgrade:", "te:").stream()
        .anyMatch(lower::startsWith);
  }

  private static ProxyRequest to(String authority, int usual, boolean tunnel, byte[] onward)
      throws Misunderstood {
    int close = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(close, 0));
    String host =
        close > 0
            ? authority.substring(1, close)
            : authority.substring(0, colon < 0 ? authority.length() : colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    boolean usable =
        host.matches("[A-Za-z0-9._:-]{1,253}")
            && port.matches("\\d{0,5}")
            && (close < 0 || (colon < 0 ? authority.length() : colon) == close + 1);
    int number = !usable || port.isEmpty() ? usual : Integer.parseInt(port);
    if (!usable || number < 1 || number > 65_535) {
      throw new Misunderstood("\"" + authority + "\" is no host and port");
    }
    return new ProxyRequest(tunnel, HostRules.plain(host), number, onward);
  }
}
