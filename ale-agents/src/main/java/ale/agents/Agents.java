package ale.agents;

import ale.core.DidYouMean;
import ale.core.Digest;
import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who can sit the exam: every harness under its own name, and the agents that people described in
 * files. A name may be followed by variants of the harness and a model, as in {@code
 * generalist:no-verify@some-model}.
 */
public final class Agents {
  private final Path folder;
  private final Harnesses harnesses;

  private Agents(Path folder, Harnesses harnesses) {
    this.folder = folder;
    this.harnesses = harnesses;
  }

  /** The agents whose files are in a folder, which need not exist, beside all harnesses. */
  public static Agents in(Path folder, Harnesses harnesses) {
    return new Agents(folder, harnesses);
  }

  public Harnesses harnesses() {
    return harnesses;
  }

  /** Harnesses first, then files in the order of their names. */
  public List<Agent> all() {
    List<Agent> all =
        new ArrayList<>(harnesses.all().stream().map(h -> Agent.bare(h.name())).toList());
    all.addAll(described().values());
    return all;
  }

  /** What was read from files, by name. */
  private Map<String, Agent> described() {
    Map<String, Agent> described = new LinkedHashMap<>();
    for (Path file : files()) {
      Agent agent = AgentFile.read(file, harnesses);
      if (described.put(agent.name(), agent) != null) {
        throw new InputException(
            file + ": name = " + agent.name() + " is the name of another file's agent");
      }
    }
    return described;
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One agent.
   *
   * @param name of a harness or an agent, or a path that ends in {@code .yaml}; {@code :variant}
   *     and {@code @model} may follow
   * @throws InputException if there is none, naming what there is
   */
  public Agent named(String name) {
    int at = name.indexOf('@');
    List<String> words = List.of((at < 0 ? name : name.substring(0, at)).split(":", -1));
    Agent agent = base(words.getFirst());
    for (String variant : words.subList(1, words.size())) {
      agent = variant(agent, variant);
    }
    if (at < 0) {
      return agent;
    }
    String model = name.substring(at + 1);
    if (!model.matches("\\S+")) {
      throw new InputException(name + " has no model after its @");
    }
    return new Agent(
        agent.name() + "@" + model.replaceAll("[^A-Za-z0-9._:-]", "_"),
        agent.harness(),
        Optional.of(model),
        agent.upstreams(),
        agent.settings(),
        agent.budget());
  }

  /**
   * What the file of an agent says that is not taken over, since ale_run knows it and we do not.
   *
   * @param name as {@link #named} takes it
   */
  public List<String> left(String name) {
    String base = name.split("[:@]", 2)[0];
    return base.endsWith(".yaml") ? AgentFile.left(Path.of(base), harnesses) : List.of();
  }

  private Agent base(String name) {
    if (name.endsWith(".yaml")) {
      return AgentFile.read(Path.of(name), harnesses);
    }
    if (harnesses.has(name)) {
      return Agent.bare(name);
    }
    Map<String, Agent> described = described();
    Agent agent = described.get(name);
    if (agent == null) {
      List<String> known = all().stream().map(Agent::name).toList();
      throw new InputException(
          "there is no agent called "
              + name
              + DidYouMean.of(name, known)
              + "; there are "
              + String.join(", ", known)
              + ", and files that end in .yaml");
    }
    return agent;
  }

  private Agent variant(Agent agent, String variant) {
    Map<String, Map<String, String>> variants = harnesses.named(agent.harness()).variants();
    Map<String, String> meant = variants.get(variant);
    if (meant == null) {
      throw new InputException(
          agent.harness()
              + " has no variant "
              + variant
              + DidYouMean.of(variant, variants.keySet())
              + (variants.isEmpty()
                  ? "; it has none"
                  : "; there are "
                      + String.join(", ", variants.keySet().stream().sorted().toList())));
    }
    Map<String, String> settings = new TreeMap<>(agent.settings());
    settings.putAll(meant);
    return new Agent(
        agent.name() + ":" + variant,
        agent.harness(),
        agent.model(),
        agent.upstreams(),
        settings,
        agent.budget());
  }

  /**
   * What an agent is, to the byte, whatever it is called: the digest of its harness with the
   * version, its model, settings and budget.
   */
  public String digest(Agent agent) {
    Agent nameless =
        new Agent(
            "",
            agent.harness(),
            agent.model(),
            agent.upstreams(),
            agent.settings(),
            agent.budget());
    return Digest.of(harnesses.named(agent.harness()).version() + "\n" + Json.line(nameless));
  }

  /** What is wrong with settings, in words. */
  static List<String> misset(Harness harness, Map<String, String> settings) {
    List<String> problems = new ArrayList<>();
    List<String> names = harness.settings().stream().map(Setting::name).toList();
    settings.forEach((name, value) -> {
      Optional<Setting> known =
          harness.settings().stream().filter(s -> s.name().equals(name)).findFirst();
      if (known.isEmpty()) {
        problems.add(
            "settings."
                + name
                + " is not a setting of "
                + harness.name()
                + DidYouMean.of(name, names)
                + (names.isEmpty() ? "; it has none" : "; there are " + String.join(", ", names)));
      } else {
        known
            .get()
            .refuses(value)
            .ifPresent(must -> problems.add("settings." + name + " = " + value + " " + must));
      }
    });
    return problems;
  }
}
