package ale.runner;

import ale.core.InputException;
import ale.gateway.Document;
import ale.sandbox.Sidecar;
import ale.tasks.EnvTemplate;
import ale.tasks.EnvironmentConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A {@code docker-compose.yaml}: what it says of the agent's computer, which is its service {@code
 * main}, and its other services, in the order in which they are started. All of them share one
 * loopback, so no two may listen on the same port.
 *
 * @param gaps what of it cannot be had
 */
record Compose(
    Optional<ComposeService> main, List<ComposeService> sidecars, List<Support.Gap> gaps) {
  static final String FILE = "docker-compose.yaml";
  static final String STARTED = "service_started";
  static final String HEALTHY = "service_healthy";

  private static final String MAIN = "main";
  private static final Compose NONE = new Compose(Optional.empty(), List.of(), List.of());

  /** Where models and the network outside are reached on that loopback. */
  private static final Map<String, String> DOORS =
      Map.of("3128", "the door to the network", "4100", "the door to models");

  Compose {
    sidecars = List.copyOf(sidecars);
    gaps = List.copyOf(gaps);
  }

  /** That of a folder; one without anything in it if there is no file. */
  static Compose in(Path folder, EnvironmentConfig config, Terms terms) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return NONE;
    }
    List<Support.Gap> gaps = new ArrayList<>();
    Map<String, ComposeService> services = new LinkedHashMap<>();
    try {
      ComposeNode root =
          new ComposeNode("environment/" + FILE, Document.tree(file), known(config, terms), gaps);
      root.each((key, node) -> {
        switch (key) {
          case "version" -> {} // means nothing any more, by its specification
          case "services" ->
              node.each((name, service) ->
                  services.put(
                      name,
                      name.equals(MAIN)
                          ? ComposeService.main(service)
                          : ComposeService.sidecar(name, service)));
          default -> node.gap("cannot be had here: there are services and nothing else");
        }
      });
    } catch (InputException e) {
      gaps.add(
          new Support.Gap("environment/" + FILE, "present", "cannot be read: " + e.getMessage()));
    }
    Optional<ComposeService> main = Optional.ofNullable(services.get(MAIN));
    Order order = new Order(services, gaps);
    clashes(services, gaps);
    return new Compose(main, order.all(), gaps);
  }

  private static Function<String, Optional<String>> known(EnvironmentConfig config, Terms terms) {
    Map<String, String> own = new HashMap<>();
    config
        .env()
        .forEach((name, value) -> {
          if (EnvTemplate.variable(value).isEmpty()) {
            own.put(name, value);
          }
        });
    own.put("CONTEXT_DIR", ".");
    own.put("MAIN_IMAGE_NAME", "");
    own.put("PREBUILT_IMAGE_NAME", config.dockerImage().orElse(""));
    return name -> Optional.ofNullable(own.get(name)).or(() -> terms.known(name));
  }

  private static void clashes(Map<String, ComposeService> services, List<Support.Gap> gaps) {
    Map<String, String> taken = new HashMap<>(DOORS);
    services
        .values()
        .forEach(service ->
            service
                .ports()
                .forEach(port -> {
                  Optional<String> other =
                      Optional.ofNullable(taken.putIfAbsent(port, service.name()));
                  other
                      .filter(o -> !o.equals(service.name()))
                      .ifPresent(o ->
                          gaps.add(
                              new Support.Gap(
                                  "services." + service.name() + ".expose",
                                  port,
                                  "is taken by "
                                      + o
                                      + ", and all share one loopback; use another port")));
                }));
    if (services.size() > Sidecar.MOST + 1) {
      gaps.add(
          new Support.Gap(
              "services",
              String.valueOf(services.size()),
              "are more than the " + Sidecar.MOST + " beside main that a sandbox has"));
    }
  }

  /** The agent's computer as task.toml has it, with what stands here. */
  EnvironmentConfig over(EnvironmentConfig config) {
    if (main.isEmpty()) {
      return config;
    }
    Map<String, String> variables = new LinkedHashMap<>(main.get().environment());
    variables.putAll(config.env());
    return config.with(
        main.get().image().filter(i -> !i.isEmpty()).or(config::dockerImage), variables);
  }

  /** Services in an order in which each comes after those that it waits for. */
  private record Order(Map<String, ComposeService> services, List<Support.Gap> gaps) {
    List<ComposeService> all() {
      services.values().forEach(this::check);
      List<ComposeService> sorted = new ArrayList<>();
      Set<String> done = new HashSet<>(Set.of(MAIN));
      List<ComposeService> left = new ArrayList<>(services.values());
      left.removeIf(s -> s.name().equals(MAIN));
      while (!left.isEmpty()) {
        List<ComposeService> next = left.stream().filter(s -> ready(s, done)).toList();
        if (next.isEmpty()) {
          gap(left.getFirst(), String.join(", ", left.getFirst().after().keySet()), "is a circle");
          return sorted;
        }
        next.forEach(s -> done.add(s.name()));
        sorted.addAll(next);
        left.removeAll(next);
      }
      return sorted;
    }

    private boolean ready(ComposeService service, Set<String> done) {
      return service.after().keySet().stream()
          .allMatch(o -> done.contains(o) || !services.containsKey(o));
    }

    private void check(ComposeService service) {
      service
          .after()
          .forEach((other, condition) -> {
            Optional<ComposeService> meant = Optional.ofNullable(services.get(other));
            if (meant.isEmpty() && !other.equals(MAIN)) {
              gap(service, other, "is not a service of the file");
            } else if (condition.equals(HEALTHY)
                && meant.flatMap(ComposeService::probe).isEmpty()) {
              gap(service, other, "has no healthcheck that could be waited for");
            }
          });
    }

    private void gap(ComposeService service, String value, String why) {
      gaps.add(new Support.Gap("services." + service.name() + ".depends_on", value, why));
    }
  }
}
