package ale.tasks;

import ale.core.Layer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a configuration into the tree of its {@code task.toml}; what nobody said is left out. */
final class TaskConfigTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TaskConfigTree() {}

  static ObjectNode of(TaskConfig config) {
    ObjectNode root = JSON.objectNode();
    root.put("schema_version", config.schemaVersion());
    text(root, "source", config.source());
    if (config.rewardStrategy() != TaskConfig.RewardStrategy.MEAN) {
      root.put("multi_step_reward_strategy", config.rewardStrategy().word());
    }
    artifacts(root, config.artifacts());
    config.task().ifPresent(a -> root.set("task", about(a)));
    ObjectNode metadata = config.metadata().deepCopy();
    config.ale().ifPresent(ale -> metadata.set("ale", ale(ale)));
    table(root, "metadata", metadata);
    table(root, "agent", agent(config.agent()));
    root.set("verifier", verifier(config.verifier()));
    if (!config.solutionEnv().isEmpty()) {
      texts(root.putObject("solution"), "env", config.solutionEnv());
    }
    root.set("environment", environment(config.environment()));
    if (!config.steps().isEmpty()) {
      ArrayNode steps = root.putArray("steps");
      config.steps().forEach(s -> steps.add(step(s)));
    }
    config.unknown().forEach(u -> put(root, u));
    return root;
  }

  private static void put(ObjectNode root, TaskConfig.Unknown unknown) {
    JsonPointer pointer = JsonPointer.compile(unknown.pointer());
    table(root, pointer.head()).set(pointer.last().getMatchingProperty(), unknown.value());
  }

  /** The table at a place, which is made if all that it says is said by unknown keys. */
  private static ObjectNode table(ObjectNode root, JsonPointer pointer) {
    JsonNode there = root.at(pointer);
    if (there instanceof ObjectNode table) {
      return table;
    }
    ObjectNode made = JSON.objectNode();
    if (root.at(pointer.head()) instanceof ArrayNode list) {
      // Only an artifact has a short form that is no table.
      list.set(pointer.last().getMatchingIndex(), made.put("source", there.asString()));
    } else {
      table(root, pointer.head()).set(pointer.last().getMatchingProperty(), made);
    }
    return made;
  }

  private static ObjectNode about(TaskConfig.About about) {
    ObjectNode t = JSON.objectNode().put("name", about.name());
    text(t, "version", about.version());
    text(t, "description", about.description());
    if (!about.authors().isEmpty()) {
      ArrayNode authors = t.putArray("authors");
      for (TaskConfig.Author author : about.authors()) {
        text(authors.addObject().put("name", author.name()), "email", author.email());
      }
    }
    texts(t, "keywords", about.keywords());
    return t;
  }

  private static ObjectNode ale(AleMetadata ale) {
    ObjectNode t =
        JSON.objectNode()
            .put("family", ale.family())
            .put("instance", ale.instance())
            .put("pool", ale.pool().word())
            .put("subfield", ale.subfield())
            .put("tier", ale.tier().word())
            .put("track", ale.track().word());
    ale.twin().ifPresent(w -> t.put("twin", w));
    texts(t, "layers", ale.layers().stream().sorted().map(Layer::word).toList());
    texts(t, "capabilities", ale.capabilities());
    t.put("gui", ale.gui()).put("expert_hours", ale.expertHours());
    texts(t, "software", ale.software());
    ArrayNode steps = t.putArray("essential_steps");
    ale.essentialSteps().forEach(s -> steps.addObject().put("id", s.id()).put("text", s.text()));
    if (!ale.services().isEmpty()) {
      ArrayNode services = t.putArray("services");
      ale.services()
          .forEach(s -> texts(services.addObject().put("name", s.name()), "command", s.command()));
    }
    return t;
  }

  private static ObjectNode agent(AgentConfig agent) {
    ObjectNode t = JSON.objectNode();
    seconds(t, "timeout_sec", agent.timeout());
    user(t, agent.user());
    network(t, agent.network());
    return t;
  }

  private static ObjectNode verifier(VerifierConfig verifier) {
    ObjectNode t = JSON.objectNode();
    seconds(t, "timeout_sec", Optional.of(verifier.timeout()));
    verifier.mode().ifPresent(m -> t.put("environment_mode", m.word()));
    user(t, verifier.user());
    network(t, verifier.network());
    texts(t, "env", verifier.env());
    verifier.environment().ifPresent(e -> t.set("environment", environment(e)));
    if (!verifier.collect().isEmpty()) {
      ArrayNode hooks = t.putArray("collect");
      for (VerifierConfig.Hook hook : verifier.collect()) {
        ObjectNode h =
            hooks.addObject().put("command", hook.command()).put("service", hook.service());
        seconds(h, "timeout_sec", Optional.of(hook.timeout()));
        user(h, hook.user());
      }
    }
    return t;
  }

  private static ObjectNode environment(EnvironmentConfig environment) {
    ObjectNode t = JSON.objectNode();
    text(t, "docker_image", environment.dockerImage());
    if (environment.os() != EnvironmentConfig.Os.LINUX) {
      t.put("os", environment.os().word());
    }
    network(t, environment.network());
    if (!environment.buildTimeout().equals(EnvironmentConfig.BUILD_TIMEOUT)) {
      seconds(t, "build_timeout_sec", Optional.of(environment.buildTimeout()));
    }
    environment.cpus().ifPresent(n -> t.put("cpus", n));
    environment.memoryMegabytes().ifPresent(n -> t.put("memory_mb", n));
    environment.storageMegabytes().ifPresent(n -> t.put("storage_mb", n));
    environment.gpus().ifPresent(n -> t.put("gpus", n));
    texts(t, "gpu_types", environment.gpuTypes());
    text(t, "skills_dir", environment.skillsDir());
    text(t, "workdir", environment.workdir());
    environment
        .tpu()
        .ifPresent(u -> t.putObject("tpu").put("type", u.type()).put("topology", u.topology()));
    if (!environment.mcpServers().isEmpty()) {
      ArrayNode servers = t.putArray("mcp_servers");
      for (McpServer server : environment.mcpServers()) {
        ObjectNode s =
            servers
                .addObject()
                .put("name", server.name())
                .put("transport", server.transport().word());
        text(s, "url", server.url());
        text(s, "command", server.command());
        texts(s, "args", server.args());
      }
    }
    texts(t, "env", environment.env());
    environment.healthcheck().ifPresent(h -> t.set("healthcheck", healthcheck(h)));
    return t;
  }

  private static ObjectNode healthcheck(Healthcheck check) {
    ObjectNode t = JSON.objectNode().put("command", check.command());
    seconds(t, "interval_sec", Optional.of(check.interval()));
    seconds(t, "timeout_sec", Optional.of(check.timeout()));
    seconds(t, "start_period_sec", Optional.of(check.startPeriod()));
    seconds(t, "start_interval_sec", Optional.of(check.startInterval()));
    return t.put("retries", check.retries());
  }

  private static ObjectNode step(StepConfig step) {
    ObjectNode t = JSON.objectNode().put("name", step.name());
    artifacts(t, step.artifacts());
    if (step.minReward().keySet().equals(java.util.Set.of("reward"))) {
      step.minReward().values().forEach(v -> t.put("min_reward", v));
    } else if (!step.minReward().isEmpty()) {
      ObjectNode least = t.putObject("min_reward");
      step.minReward().forEach(least::put);
    }
    step.agent().ifPresent(a -> t.set("agent", agent(a)));
    step.verifier().ifPresent(v -> t.set("verifier", verifier(v)));
    step.healthcheck().ifPresent(h -> t.set("healthcheck", healthcheck(h)));
    return t;
  }

  private static void artifacts(ObjectNode t, List<Artifact> artifacts) {
    if (artifacts.isEmpty()) {
      return;
    }
    List<JsonNode> members = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      ObjectNode table = JSON.objectNode().put("source", artifact.source());
      text(table, "destination", artifact.destination());
      texts(table, "exclude", artifact.exclude());
      if (!artifact.service().equals(Artifact.MAIN)) {
        table.put("service", artifact.service());
      }
      members.add(table.size() == 1 ? JSON.stringNode(artifact.source()) : table);
    }
    t.putArray("artifacts").addAll(members);
  }

  private static void network(ObjectNode t, Network network) {
    network.mode().ifPresent(m -> t.put("network_mode", m.word()));
    texts(t, "allowed_hosts", network.allowedHosts());
  }

  private static void table(ObjectNode t, String key, ObjectNode table) {
    if (!table.isEmpty()) {
      t.set(key, table);
    }
  }

  private static void text(ObjectNode t, String key, Optional<String> text) {
    text.ifPresent(v -> t.put(key, v));
  }

  private static void user(ObjectNode t, Optional<String> user) {
    user.ifPresent(u -> {
      if (u.matches("0|[1-9]\\d{0,8}")) {
        t.put("user", Integer.parseInt(u));
      } else {
        t.put("user", u);
      }
    });
  }

  private static void texts(ObjectNode t, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = t.putArray(key);
      texts.forEach(array::add);
    }
  }

  private static void texts(ObjectNode t, String key, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode table = t.putObject(key);
      texts.forEach(table::put);
    }
  }

  private static void seconds(ObjectNode t, String key, Optional<Duration> time) {
    time.ifPresent(d -> t.put(key, d.getSeconds() + d.getNano() / 1e9));
  }
}
