package ale.tasks;

import ale.tasks.EnvironmentConfig.Os;
import ale.tasks.McpServer.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tables of {@code task.toml} that describe a computer, old keys included. */
final class EnvironmentReader {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([KMGT])i?B?|(\\d{1,9})");

  private EnvironmentReader() {}

  static EnvironmentConfig environment(TomlTable t) {
    EnvironmentConfig environment =
        new EnvironmentConfig(
            legacyNetwork(t, network(t)),
            t.seconds("build_timeout_sec").orElse(EnvironmentConfig.BUILD_TIMEOUT),
            t.text("docker_image"),
            t.choice("os", Os.class, Os::word).orElse(Os.LINUX),
            t.whole("cpus", 1),
            t.whole("memory_mb", 1).or(() -> megabytes(t, "memory", "memory_mb")),
            t.whole("storage_mb", 1).or(() -> megabytes(t, "storage", "storage_mb")),
            t.whole("gpus", 0),
            t.texts("gpu_types"),
            t.table("tpu").map(EnvironmentReader::tpu),
            mcpServers(t),
            t.textMap("env"),
            t.text("skills_dir"),
            t.text("workdir"),
            t.table("healthcheck").map(EnvironmentReader::healthcheck));
    // Both spellings of a size are known, also where the new one made the old one void.
    t.raw("memory");
    t.raw("storage");
    t.nothingElse();
    return environment;
  }

  static Network network(TomlTable t) {
    Network network =
        new Network(
            t.choice("network_mode", NetworkMode.class, NetworkMode::word),
            t.texts("allowed_hosts"));
    for (String host : network.allowedHosts()) {
      if (!Network.isHost(host)) {
        t.problem(
            "allowed_hosts",
            "must hold host names, *.wildcard names, addresses or CIDR blocks, not " + host);
      }
    }
    if (!network.allowedHosts().isEmpty()
        && network.mode().filter(m -> m != NetworkMode.ALLOWLIST).isPresent()) {
      t.warning("allowed_hosts", "matters only if network_mode is \"allowlist\"");
    }
    return network;
  }

  private static Network legacyNetwork(TomlTable t, Network network) {
    if (!t.has("allow_internet")) {
      return network;
    }
    t.warning("allow_internet", "is an old key; write network_mode");
    boolean allowed = t.flag("allow_internet", true);
    return network.mode().isPresent()
        ? network
        : new Network(
            Optional.of(allowed ? NetworkMode.PUBLIC : NetworkMode.NO_NETWORK),
            network.allowedHosts());
  }

  private static Optional<Integer> megabytes(TomlTable t, String key, String instead) {
    Optional<String> text = t.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    t.warning(key, "is an old key; write " + instead);
    Matcher size = SIZE.matcher(text.get().strip());
    long megabytes = 0;
    if (size.matches()) {
      megabytes =
          size.group(3) != null
              ? Long.parseLong(size.group(3))
              : switch (size.group(2)) {
                case "K" -> Long.parseLong(size.group(1)) / 1024;
                case "M" -> Long.parseLong(size.group(1));
                case "G" -> Long.parseLong(size.group(1)) * 1024;
                default -> Long.parseLong(size.group(1)) * 1024 * 1024;
              };
    }
    if (megabytes < 1 || megabytes > Integer.MAX_VALUE) {
      t.problem(key, "must be a size of a megabyte or more, such as \"2G\" or \"512M\"");
      return Optional.empty();
    }
    return Optional.of((int) megabytes);
  }

  private static EnvironmentConfig.Tpu tpu(TomlTable t) {
    EnvironmentConfig.Tpu tpu = new EnvironmentConfig.Tpu(t.needed("type"), t.needed("topology"));
    t.nothingElse();
    return tpu;
  }

  private static List<McpServer> mcpServers(TomlTable environment) {
    List<McpServer> servers = new ArrayList<>();
    for (TomlTable t : environment.tables("mcp_servers")) {
      McpServer server =
          new McpServer(
              t.needed("name"), transport(t), t.text("url"), t.text("command"), t.texts("args"));
      if (server.transport() == Transport.STDIO && server.command().isEmpty()) {
        t.problem("command", "is missing; a server that is spoken to by stdio needs it");
      }
      if (server.transport() != Transport.STDIO && server.url().isEmpty()) {
        t.problem(
            "url", "is missing; a server of transport " + server.transport().word() + " needs it");
      }
      t.nothingElse();
      servers.add(server);
    }
    return servers;
  }

  private static Transport transport(TomlTable t) {
    return t.raw("transport").asString("").equals("http")
        ? Transport.STREAMABLE_HTTP
        : t.choice("transport", Transport.class, Transport::word).orElse(Transport.SSE);
  }

  static Healthcheck healthcheck(TomlTable t) {
    Healthcheck check =
        new Healthcheck(
            t.needed("command"),
            t.pause("interval_sec").orElse(Duration.ofSeconds(5)),
            t.seconds("timeout_sec").orElse(Duration.ofSeconds(30)),
            t.pause("start_period_sec").orElse(Duration.ZERO),
            t.pause("start_interval_sec").orElse(Duration.ofSeconds(5)),
            t.whole("retries", 1).orElse(3));
    t.nothingElse();
    return check;
  }
}
