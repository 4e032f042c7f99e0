package ale.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers that stand behind a gateway if nobody configured one: those with a key. */
final class Vendors {
  private record Vendor(String name, String base, List<Dialect> dialects, String variable) {
    UpstreamConfig upstream() {
      return new UpstreamConfig(
          name,
          base,
          dialects,
          Optional.of(new UpstreamConfig.KeySource(Optional.of(variable), Optional.empty())),
          Optional.empty(),
          Optional.empty());
    }
  }

  private static final List<Vendor> ALL =
      List.of(
          new Vendor(
              "anthropic",
              "https://api.anthropic.com",
              List.of(Dialect.ANTHROPIC),
              "ANTHROPIC_API_KEY"),
          new Vendor(
              "openai",
              "https://api.openai.com",
              List.of(Dialect.RESPONSES, Dialect.CHAT),
              "OPENAI_API_KEY"),
          new Vendor(
              "google",
              "https://generativelanguage.googleapis.com",
              List.of(Dialect.GEMINI),
              "GEMINI_API_KEY"),
          new Vendor(
              "openrouter",
              "https://openrouter.ai/api",
              List.of(Dialect.CHAT),
              "OPENROUTER_API_KEY"));

  private Vendors() {}

  static List<UpstreamConfig> in(Map<String, String> environment) {
    return ALL.stream()
        .filter(v -> !environment.getOrDefault(v.variable(), "").isBlank())
        .map(Vendor::upstream)
        .toList();
  }

  /** The variables that hold their keys, for messages. */
  static String variables() {
    return String.join(", ", ALL.stream().map(Vendor::variable).toList());
  }
}
