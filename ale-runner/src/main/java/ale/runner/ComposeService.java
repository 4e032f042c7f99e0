package ale.runner;

import ale.sandbox.Sidecar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service of a compose file as far as it was read. */
final class ComposeService {
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration START_INTERVAL = Duration.ofSeconds(5);
  private static final int RETRIES = 3;

  private static final String NOT_HERE = "cannot be had for a service here; leave it out";

  private static final String LIMITS =
      "{\"resources\":{\"limits\":{\"cpus\":\"${CPUS}\",\"memory\":\"${MEMORY}\"}}}";

  private final String name;
  private Optional<String> image = Optional.empty();
  private Optional<String> build = Optional.empty();
  private Optional<List<String>> entrypoint = Optional.empty();
  private Optional<List<String>> command = Optional.empty();
  private Map<String, String> environment = Map.of();
  private Optional<String> directory = Optional.empty();
  private Optional<Sidecar.Probe> probe = Optional.empty();
  private final Map<String, String> after = new LinkedHashMap<>();
  private final List<String> ports = new ArrayList<>();

  ComposeService(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Optional<String> image() {
    return image;
  }

  /** The folder from which its image is built, relative to the file's. */
  Optional<String> build() {
    return build;
  }

  /** Replaces that of the image, with its command. */
  Optional<List<String>> entrypoint() {
    return entrypoint;
  }

  Optional<List<String>> command() {
    return command;
  }

  Map<String, String> environment() {
    return environment;
  }

  Optional<String> directory() {
    return directory;
  }

  Optional<Sidecar.Probe> probe() {
    return probe;
  }

  /** What it waits for, and under which condition. */
  Map<String, String> after() {
    return after;
  }

  /** Ports that it says it listens on. */
  List<String> ports() {
    return ports;
  }

  /** The agent's own computer. */
  static ComposeService main(ComposeNode node) {
    ComposeService service = new ComposeService("main");
    node.each((key, value) -> {
      switch (key) {
        case "command" ->
            value.must(
                value
                    .program()
                    .filter(
                        p -> String.join(" ", p).matches("((/bin/)?(ba)?sh -c )?sleep infinity"))
                    .isPresent(),
                "is not what the agent's computer starts with, which is: sleep infinity");
        case "build" ->
            value.must(
                context(value).filter(c -> c.equals(".") || c.equals("./")).isPresent(),
                "is not the folder environment, which is .");
        case "volumes" ->
            value.must(
                value.value().isArray()
                    && value.value().valueStream().allMatch(v -> logs(v.asString(""))),
                "cannot be had: sandboxes share no folders but those of the format's logs");
        case "deploy" ->
            value.must(
                value.raw().equals(LIMITS),
                "is not what task.toml says; set cpus and memory_mb in [environment]");
        default -> {
          if (!service.read(key, value)) {
            value.gap("cannot be had for the agent's computer here; see task.toml [environment]");
          }
        }
      }
    });
    return service;
  }

  private static boolean logs(String volume) {
    return volume.matches("\\$\\{HOST_(\\w+)_PATH\\}:\\$\\{ENV_(\\w+)_PATH\\}");
  }

  /** A computer beside the agent's. */
  static ComposeService sidecar(String name, ComposeNode node) {
    ComposeService service = new ComposeService(name);
    node.must(
        Sidecar.named(name), "is not a name for a service; it takes letters a-z, 0-9, _ . and -");
    node.each((key, value) -> {
      switch (key) {
        case "entrypoint" -> service.entrypoint = value.program();
        case "command" -> service.command = value.program();
        case "working_dir" -> {
          service.directory = value.text();
          value.must(
              service.directory.filter(d -> d.startsWith("/")).isPresent(),
              "is not an absolute path");
        }
        case "healthcheck" -> service.probe = probe(value);
        case "user" ->
            value.must(
                value.raw().matches("root|0|0:0|root:root"),
                "is not an account of a service: it has root alone");
        case "restart" -> value.must(value.raw().matches("no|false"), NOT_HERE);
        case "ports" -> value.gap("publishes on this machine, which no sandbox does; use expose");
        default -> {
          if (!service.read(key, value)) {
            value.gap(NOT_HERE);
          }
        }
      }
    });
    node.must(
        service.image.isPresent() || service.build.isPresent(), "has neither image nor build");
    return service;
  }

  private boolean read(String key, ComposeNode value) {
    switch (key) {
      case "image" -> image = value.text();
      case "build" -> build = context(value);
      case "environment" -> environment = value.variables();
      case "depends_on" -> after(value);
      case "expose" ->
          value
              .texts()
              .forEach(port -> {
                value.must(port.matches("\\d{1,5}(/tcp|/udp)?"), "is not a list of single ports");
                ports.add(port.replace("/tcp", ""));
              });
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> context(ComposeNode node) {
    if (!node.value().isObject()) {
      return node.text();
    }
    node.each((key, value) -> {
      if (key.equals("dockerfile")) {
        value.must(value.raw().matches("(\\./)?Dockerfile"), "is not Dockerfile");
      } else {
        value.must(key.equals("context"), NOT_HERE);
      }
    });
    return node.at("context").text();
  }

  private void after(ComposeNode node) {
    if (node.value().isArray()) {
      node.texts().forEach(other -> after.put(other, Compose.STARTED));
      return;
    }
    node.each((other, how) -> {
      after.put(other, Compose.STARTED);
      how.each((key, value) -> {
        switch (key) {
          case "condition" -> {
            value.must(
                value.raw().equals(Compose.STARTED) || value.raw().equals(Compose.HEALTHY),
                "is not a condition that can be waited for here");
            after.put(other, value.raw());
          }
          case "required" -> value.must(value.raw().equals("true"), NOT_HERE);
          default -> value.gap(NOT_HERE);
        }
      });
    });
  }

  private static Optional<Sidecar.Probe> probe(ComposeNode node) {
    node.each((key, value) ->
        value.must(
            key.matches("test|interval|timeout|start_period|start_interval|retries|disable"),
            NOT_HERE));
    ComposeNode test = node.at("test");
    List<String> words =
        test.value().isMissingNode()
            ? List.of("NONE")
            : test.value().isArray()
                ? test.texts()
                : test.text().map(t -> List.of("CMD-SHELL", t)).orElse(List.of("NONE"));
    String kind = words.isEmpty() ? "" : words.getFirst();
    if (node.at("disable").value().asBoolean(false) || kind.equals("NONE")) {
      return Optional.empty();
    }
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    boolean shell = kind.equals("CMD-SHELL");
    if (rest.isEmpty() || (!shell && !kind.equals("CMD")) || (shell && rest.size() > 1)) {
      test.gap("does not begin with CMD, CMD-SHELL or NONE, or has not the arguments for it");
      return Optional.empty();
    }
    return Optional.of(
        new Sidecar.Probe(
            shell ? List.of("/bin/sh", "-c", rest.getFirst()) : rest,
            time(node.at("interval"), INTERVAL),
            time(node.at("timeout"), INTERVAL),
            time(node.at("start_period"), Duration.ZERO),
            time(node.at("start_interval"), START_INTERVAL),
            retries(node.at("retries"))));
  }

  private static Duration time(ComposeNode node, Duration unsaid) {
    return node.value().isMissingNode() ? unsaid : node.time().orElse(unsaid);
  }

  private static int retries(ComposeNode node) {
    if (node.value().isMissingNode()) {
      return RETRIES;
    }
    boolean number = node.value().asString("").matches("\\d{1,6}");
    node.must(number, "is not a number of failures");
    return number ? Integer.parseInt(node.value().asString("")) : RETRIES;
  }
}
