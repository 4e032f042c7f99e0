package ale.cli;

import ale.agents.Agent;
import ale.agents.Agents;
import ale.agents.Harness;
import ale.agents.Setting;
import ale.core.Json;
import ale.runner.TrialOutcome;
import ale.runner.entrance.Admission;
import ale.runner.entrance.EntranceCheck;
import ale.sandbox.LocalKind;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who can sit the exam. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    description = "The agents that can sit the exam. See docs/agent-files.md.")
final class AgentsCommand {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists them: every harness under its own name, and those in agents/*.yaml.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    Agents agents = Places.standard().agents();
    if (json) {
      Screen.json(agents.all().stream().map(a -> row(agents, a)).toList());
      return Main.DONE;
    }
    Screen.out(
        Screen.table(
            List.of("agent", "harness", "version", "model", "gcua"),
            agents.all().stream()
                .map(a ->
                    List.of(
                        a.name(),
                        a.harness(),
                        version(agents, a),
                        a.model().orElse("-"),
                        gcua(agents, a)))
                .toList()));
    return Main.DONE;
  }

  private static Map<String, Object> row(Agents agents, Agent agent) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", agent.name());
    row.put("harness", agent.harness());
    row.put("version", version(agents, agent));
    row.put("model", agent.model());
    row.put("gcua", gcua(agents, agent));
    return row;
  }

  private static String gcua(Agents agents, Agent agent) {
    return Places.standard().admissions().word(agents, agent);
  }

  private static String version(Agents agents, Agent agent) {
    return agents.harnesses().named(agent.harness()).version();
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one whole, with every setting and variant that its harness knows.")
  int show(
      @Parameters(paramLabel = "AGENT", description = "a name, or a file that ends in .yaml")
          String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    Agents agents = Places.standard().agents();
    Agent agent = agents.named(name);
    Harness harness = agents.harnesses().named(agent.harness());
    if (json) {
      Map<String, Object> shown = row(agents, agent);
      shown.put("upstreams", agent.upstreams());
      shown.put("settings", agent.settings());
      shown.put("budget", agent.budget());
      shown.put("digest", agents.digest(agent));
      shown.put("layers", harness.layers().stream().sorted().toList());
      shown.put("dialects", harness.dialects().stream().sorted().toList());
      shown.put("known_settings", harness.settings());
      shown.put("variants", harness.variants());
      Screen.json(shown);
      return Main.DONE;
    }
    Screen.out(agent.name() + ": " + agent.harness() + " " + harness.version());
    line("model", agent.model().stream());
    line("upstreams", agent.upstreams().stream());
    line("budget", Stream.of(Json.line(agent.budget())).filter(b -> !b.equals("{}")));
    line("layers", harness.layers().stream().sorted().map(l -> l.word()));
    line("dialects", harness.dialects().stream().sorted().map(d -> d.word()));
    line("variants", harness.variants().keySet().stream().sorted());
    line("gcua", Stream.of(gcua(agents, agent)));
    line("digest", Stream.of(agents.digest(agent)));
    for (Setting setting : harness.settings()) {
      String value = agent.settings().getOrDefault(setting.name(), setting.standard());
      Screen.out(
          "  "
              + setting.name()
              + " = "
              + value
              + (setting.allowed().isEmpty()
                  ? ""
                  : " (" + String.join("|", setting.allowed()) + ")")
              + ": "
              + setting.meaning());
    }
    return Main.DONE;
  }

  @Command(
      name = "admit",
      mixinStandardHelpOptions = true,
      description = {
        "The entrance check: fresh probes of each layer (brain, eyes, body, hands, feet) in real",
        "sandboxes; with all of them it is a generalist computer-use agent (GCUA). The verdict is",
        "kept, and stands on every line of a board."
      })
  int admit(
      @Parameters(paramLabel = "AGENT", description = "a name, or a file that ends in .yaml")
          String name,
      @Mixin RunOptions options) {
    Places places = Places.standard();
    EntranceCheck check =
        EntranceCheck.plan(
            places.runs(),
            places.agents(),
            name,
            new SecureRandom(),
            InstantSource.system(),
            Places.version());
    List<TrialOutcome> outcomes = options.outcomes(check.run(), places, LocalKind.NAME);
    Admission admission = check.judge(outcomes, InstantSource.system());
    places.admissions().keep(admission);
    admission.layers().forEach((layer, verdict) -> Screen.say(layer + ": " + verdict.word()));
    Screen.say(
        admission.agent()
            + (admission.gcua() ? " is a GCUA" : " is not admitted as a GCUA")
            + "; the probes are in "
            + admission.run());
    if (options.json()) {
      Screen.json(admission);
    }
    return admission.layers().containsValue(Admission.Verdict.UNTESTED) ? Main.UNSCORED : Main.DONE;
  }

  private static void line(String name, Stream<String> values) {
    String all = String.join(", ", values.toList());
    if (!all.isEmpty()) {
      Screen.out("  " + name + ": " + all);
    }
  }
}
