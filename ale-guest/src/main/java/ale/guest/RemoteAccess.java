package ale.guest;

import java.net.URI;
import java.util.Optional;

/**
 * Where a {@code computer-server} is, and what it wants to see before it obeys.
 *
 * @param url of the server, for instance {@code http://10.0.0.7:8000}
 * @param key the API key that goes with every request
 * @param container the name under which the server knows its own machine
 */
public record RemoteAccess(URI url, Optional<String> key, Optional<String> container) {
  public RemoteAccess {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
      throw GuestException.badRequest(
          "\"" + url + "\" is not the address of a computer-server; use http://HOST:PORT");
    }
    plain("key", key);
    plain("container name", container);
  }

  /** A server that asks for nothing. */
  public static RemoteAccess of(URI url) {
    return new RemoteAccess(url, Optional.empty(), Optional.empty());
  }

  private static void plain(String what, Optional<String> value) {
    if (value.isPresent() && !value.get().matches("[\\x20-\\x7e]+")) {
      throw GuestException.badRequest(
          "the " + what + " is empty or has other than plain characters");
    }
  }

  URI at(String path) {
    return URI.create(url.toString().replaceFirst("/+$", "") + path);
  }

  /** Without the key, which belongs in no log. */
  @Override
  public String toString() {
    return url + container.map(name -> " (" + name + ")").orElse("");
  }
}
