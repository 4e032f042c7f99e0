package ale.agents.generalist;

import ale.agents.Agent;
import ale.agents.Setting;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.gateway.Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of a generalist, read. */
final class Options {
  static final List<Setting> KNOWN =
      List.of(
          Setting.part(
              "self_correction", "diagnoses repeated failures and changes its strategy after them"),
          Setting.part("verify", "looks at its work, item by item, before it says done"),
          Setting.part("compaction", "replaces a full context by a summary and its notes"),
          Setting.part("subagents", "gives parts of the work to fresh contexts of its own"),
          Setting.part("gui", "sees the screen and uses mouse and keyboard"),
          new Setting(
              "dialect",
              "auto",
              List.of("auto", "anthropic", "responses", "chat", "gemini"),
              "how the model is asked; auto goes by the model's name"),
          Setting.number("pictures", 3, "how many screenshots stay in its context at least"),
          Setting.number("picture_edge", 1280, "the longer edge of a screenshot in pixels at most"),
          Setting.number("output_chars", 8000, "how much of a tool's answer it is shown"),
          Setting.number("context_tokens", 120000, "when its context counts as full"),
          Setting.number("reply_tokens", 8192, "the longest reply it asks for"),
          Setting.number("steps", 500, "replies of the model after which it stops"));

  /** Each part that can be switched off is a variant without it; {@code plain} has none. */
  static Map<String, Map<String, String>> variants() {
    Map<String, Map<String, String>> variants = Setting.without(KNOWN);
    Map<String, String> plain = new LinkedHashMap<>();
    variants.values().forEach(plain::putAll);
    plain.remove("gui");
    variants.put("plain", plain);
    return variants;
  }

  private final Agent agent;

  private Options(Agent agent) {
    this.agent = agent;
  }

  static Options of(Agent agent) {
    return new Options(agent);
  }

  String model() {
    return agent
        .model()
        .orElseThrow(() -> new FaultException(FaultSource.HARNESS, "the generalist needs a model"));
  }

  Dialect dialect() {
    String word = value("dialect");
    return word.equals("auto")
        ? Speech.dialectOf(model())
        : Dialect.valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean has(String part) {
    return value(part).equals("on");
  }

  /** Settings were checked when the agent was read. */
  int number(String name) {
    return Integer.parseInt(value(name));
  }

  private String value(String name) {
    return agent
        .settings()
        .getOrDefault(
            name,
            KNOWN.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().standard());
  }
}
