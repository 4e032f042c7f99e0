package ale.gateway;

import ale.core.InputException;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the gateway listens and which providers stand behind it.
 *
 * @param port on loopback; 0 takes a free one, absent means no TCP
 * @param socket a Unix socket's file
 * @param holdMillis how long a stream is kept back so that a cut can be made good unseen; after
 *     that it is passed on as it comes, and 0 passes everything on at once
 * @param prices a price book whose entries win over the bundled ones
 * @param sessions sessions to open at once, for a gateway that runs by itself
 */
public record GatewayConfig(
    @JsonProperty("port") Optional<Integer> port,
    @JsonProperty("socket") Optional<String> socket,
    @JsonProperty("upstreams") List<UpstreamConfig> upstreams,
    @JsonProperty("retry") Optional<Retry> retry,
    @JsonProperty("hold_ms") Optional<Long> holdMillis,
    @JsonProperty("prices") Optional<String> prices,
    @JsonProperty("sessions") List<SessionSpec> sessions) {
  /** Below the time after which the clients of the field give up waiting for a head. */
  static final long DEFAULT_HOLD_MILLIS = 240_000;

  public GatewayConfig {
    upstreams = List.copyOf(upstreams);
    sessions = List.copyOf(sessions);
  }

  /** A gateway on a free port of loopback. */
  public static GatewayConfig onLoopback(List<UpstreamConfig> upstreams) {
    return new GatewayConfig(
        Optional.of(0),
        Optional.empty(),
        upstreams,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** Reads a YAML or JSON file. */
  public static GatewayConfig read(Path file) {
    return Document.read(file, GatewayConfig.class);
  }

  /** A gateway before the vendors whose keys stand in an environment, each where it is usual. */
  public static GatewayConfig ofVendors(Map<String, String> environment) {
    return onLoopback(Vendors.in(environment));
  }

  /** The variables in which the keys of vendors usually stand. */
  public static String keyVariables() {
    return Vendors.variables();
  }

  /** The same on a free port of loopback, without sessions of its own. */
  public GatewayConfig forTrials() {
    return new GatewayConfig(
        Optional.of(0), Optional.empty(), upstreams, retry, holdMillis, prices, List.of());
  }

  public GatewayConfig onSocket(Path file) {
    return new GatewayConfig(
        port, Optional.of(file.toString()), upstreams, retry, holdMillis, prices, sessions);
  }

  public GatewayConfig retrying(Retry how) {
    return new GatewayConfig(
        port, socket, upstreams, Optional.of(how), holdMillis, prices, sessions);
  }

  public GatewayConfig holding(long millis) {
    return new GatewayConfig(port, socket, upstreams, retry, Optional.of(millis), prices, sessions);
  }

  public GatewayConfig priced(Path book) {
    return new GatewayConfig(
        port, socket, upstreams, retry, holdMillis, Optional.of(book.toString()), sessions);
  }

  /** The bundled prices and those of a person, which win. */
  public PriceBook priceBook() {
    PriceBook bundled = PriceBook.bundled();
    return prices.map(file -> bundled.with(PriceBook.read(Path.of(file)))).orElse(bundled);
  }

  /** Also checks that names are used once. */
  List<Upstream> open() {
    List<Upstream> open = new ArrayList<>();
    for (UpstreamConfig config : upstreams) {
      if (open.stream().anyMatch(u -> u.name().equals(config.name()))) {
        throw new InputException("two upstreams are called " + config.name());
      }
      open.add(Upstream.of(config));
    }
    return List.copyOf(open);
  }
}
