package ale.agents;

import ale.core.Json;
import ale.gateway.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Gemini CLI, from {@code @google/gemini-cli}. */
public final class GeminiCli extends CliHarness {
  public GeminiCli() {
    super("gemini-cli");
  }

  @Override
  public Set<Dialect> dialects() {
    return Set.of(Dialect.GEMINI);
  }

  @Override
  NativeLog log(Story story) {
    return new GeminiLog(story);
  }

  @Override
  Launch launch(Job job) {
    return new Launch(
        List.of(
            Bundle.PLACE + "/node/bin/node",
            Bundle.PLACE + "/app/bundle/gemini.js",
            "--yolo",
            "--skip-trust",
            "--model",
            job.modelName(),
            "--output-format",
            "stream-json"),
        with(
            Map.of(
                "GEMINI_API_KEY",
                job.model().token(),
                "GOOGLE_GEMINI_BASE_URL",
                job.modelAt("").toString(),
                "GEMINI_CLI_NO_RELAUNCH",
                "1")),
        Map.of(".gemini/settings.json", Json.pretty(settings(job))));
  }

  private static ObjectNode settings(Job job) {
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.putObject("security").putObject("auth").put("selectedType", "gemini-api-key");
    settings.putObject("privacy").put("usageStatisticsEnabled", false);
    settings.putObject("telemetry").put("enabled", false);
    settings
        .putObject("general")
        .put("enableAutoUpdate", false)
        .put("enableAutoUpdateNotification", false);
    ObjectNode servers = settings.putObject("mcpServers");
    if (job.screen()) {
      servers.set(Job.SERVER, job.describedServer().put("trust", true).put("timeout", 600_000));
    }
    for (ToolServer offer : job.offered()) {
      servers.set(
          offer.name(), Job.described(offer, "httpUrl").put("trust", true).put("timeout", 600_000));
    }
    return settings;
  }
}
