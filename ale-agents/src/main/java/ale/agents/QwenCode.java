package ale.agents;

import ale.core.Json;
import ale.gateway.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Qwen Code, from {@code @qwen-code/qwen-code}. */
public final class QwenCode extends CliHarness {
  public QwenCode() {
    super("qwen-code");
  }

  @Override
  public Set<Dialect> dialects() {
    return Set.of(Dialect.CHAT);
  }

  @Override
  NativeLog log(Story story) {
    return new QwenLog(story);
  }

  @Override
  Launch launch(Job job) {
    return new Launch(
        List.of(
            Bundle.PLACE + "/node/bin/node",
            Bundle.PLACE + "/app/cli-entry.js",
            "--yolo",
            "--auth-type",
            "openai",
            "--output-format",
            "stream-json"),
        with(
            Map.of(
                "OPENAI_API_KEY",
                job.model().token(),
                "OPENAI_BASE_URL",
                job.modelAt("/v1").toString(),
                "OPENAI_MODEL",
                job.modelName(),
                "QWEN_CODE_SUPPRESS_YOLO_WARNING",
                "1")),
        Map.of(".qwen/settings.json", Json.pretty(settings(job))));
  }

  private static ObjectNode settings(Job job) {
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.putObject("security").putObject("auth").put("selectedType", "openai");
    settings.putObject("privacy").put("usageStatisticsEnabled", false);
    settings.putObject("telemetry").put("enabled", false);
    settings.putObject("general").put("enableAutoUpdate", false);
    settings.putObject("tools").putObject("toolSearch").put("enabled", false);
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
