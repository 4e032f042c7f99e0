package ale.agents;

import ale.gateway.Caps;
import ale.gateway.Entries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An agent as ale_run's files describe it: {@code harness}, {@code model}, {@code executor} and
 * {@code config}. What it says that means something here is taken over, the rest is told.
 *
 * @param agent the agent, called after its file
 * @param left what does not carry over, in words
 */
record AleRunAgent(Agent agent, List<String> left) {
  private static final Pattern LINE = Pattern.compile("[^\\x00-\\x1f\\x7f]+");
  private static final List<String> KEYS = List.of("harness", "model", "executor", "config");

  /** What {@code config} bounds, and what bounds it here. */
  private static final Map<String, String> BOUNDS =
      Map.of("max_turns", "turns", "max_budget_usd", "dollars", "timeout_s", "wall_seconds");

  AleRunAgent {
    left = List.copyOf(left);
  }

  /** Whether a file is one of ale_run's. */
  static boolean is(Entries file) {
    return !file.has("name") && (file.has("config") || file.has("executor"));
  }

  /** Reads it; what is wrong is noted in the entries. */
  static AleRunAgent read(Entries file, Path path, Harnesses harnesses) {
    file.only(KEYS);
    file.needed(List.of("harness"));
    List<String> left = new ArrayList<>();
    String theirs = file.text("harness", "must be the name of a harness", LINE).orElse("");
    String harness = theirs.replace('_', '-');
    if (!theirs.isEmpty() && !harnesses.has(harness)) {
      file.problem(
          "harness = " + theirs + " is one of ale_run's own; " + harnesses.thereAre(harness));
    }
    file.text("executor", "must be a word", LINE)
        .ifPresent(e -> left.add("executor = " + e + ": every harness works in its sandbox"));
    Optional<Entries> config = file.mapping("config");
    Optional<String> model =
        file.text("model", "must be a model's name", LINE)
            .or(() -> config.flatMap(c -> c.text("model", "must be a model's name", LINE)));
    Map<String, String> settings = new TreeMap<>();
    config
        .flatMap(c -> c.text("reasoning_effort", "must be a word", LINE))
        .filter(_ -> sets(harnesses, harness, "effort"))
        .ifPresent(e -> settings.put("effort", e));
    config.ifPresent(c ->
        c.keys().stream()
            .filter(k -> c.has(k) && !k.equals("model") && !BOUNDS.containsKey(k))
            .filter(k -> !(k.equals("reasoning_effort") && settings.containsKey("effort")))
            .forEach(k -> left.add("config." + k)));
    String name =
        String.valueOf(path.getFileName())
            .replaceFirst("\\.ya?ml$", "")
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    return new AleRunAgent(
        new Agent(
            harnesses.has(name) || name.isEmpty() ? "ale-run-" + harness : name,
            harness,
            model.map(m -> direct(config) ? m.replaceFirst("^(openrouter/)?[^/]+/", "") : m),
            List.of(),
            settings,
            budget(config)),
        left);
  }

  /** A provider that is asked directly does not know the name of its house as a part of models'. */
  private static boolean direct(Optional<Entries> config) {
    return config
        .flatMap(c -> c.text("provider", "must be a word", LINE))
        .filter("direct"::equals)
        .isPresent();
  }

  private static boolean sets(Harnesses harnesses, String harness, String setting) {
    return harnesses.has(harness)
        && harnesses.named(harness).settings().stream().anyMatch(s -> s.name().equals(setting));
  }

  private static Caps budget(Optional<Entries> config) {
    return config
        .map(c ->
            new Caps(
                Optional.empty(),
                c.bound("max_budget_usd"),
                Optional.empty(),
                c.bound("max_turns").map(Double::longValue).filter(t -> t > 0),
                c.bound("timeout_s"),
                Optional.empty(),
                Optional.empty()))
        .orElse(Caps.none());
  }
}
