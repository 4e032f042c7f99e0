package ale.agents;

import ale.core.Json;
import ale.gateway.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Claude Code, from {@code @anthropic-ai/claude-code}. */
public final class ClaudeCode extends CliHarness {
  private static final String SERVERS = ".ale/mcp.json";

  public ClaudeCode() {
    super(
        "claude-code",
        Setting.text("effort", "", "how hard the model thinks, in the model's own words"));
  }

  @Override
  public Set<Dialect> dialects() {
    return Set.of(Dialect.ANTHROPIC);
  }

  @Override
  NativeLog log(Story story) {
    return new ClaudeLog(story);
  }

  @Override
  Launch launch(Job job) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Bundle.PLACE + "/app/claude",
                "-p",
                "--output-format",
                "stream-json",
                "--verbose",
                "--dangerously-skip-permissions",
                "--strict-mcp-config",
                "--model",
                job.modelName()));
    job.setting("effort").ifPresent(effort -> argv.addAll(List.of("--effort", effort)));
    Map<String, String> files = new HashMap<>();
    ObjectNode all = Json.mapper().createObjectNode();
    if (job.screen()) {
      all.set(Job.SERVER, job.describedServer().put("type", "stdio"));
    }
    for (ToolServer offer : job.offered()) {
      boolean http = offer.transport().equals("streamable-http");
      all.set(
          offer.name(), Job.described(offer, "url").put("type", http ? "http" : offer.transport()));
    }
    if (!all.isEmpty()) {
      ObjectNode servers = Json.mapper().createObjectNode();
      servers.set("mcpServers", all);
      files.put(SERVERS, Json.pretty(servers));
      argv.addAll(List.of("--mcp-config", job.home(SERVERS)));
    }
    return new Launch(argv, variables(job), files);
  }

  private static Map<String, String> variables(Job job) {
    Map<String, String> env = new HashMap<>();
    env.put("ANTHROPIC_BASE_URL", job.modelAt("").toString());
    env.put("ANTHROPIC_AUTH_TOKEN", job.model().token());
    for (String size : List.of("OPUS", "SONNET", "HAIKU", "FABLE")) {
      env.put("ANTHROPIC_DEFAULT_" + size + "_MODEL", job.modelName());
    }
    env.put("IS_SANDBOX", "1"); // it refuses to skip permissions as root elsewhere
    env.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    env.put("DISABLE_TELEMETRY", "1");
    env.put("DISABLE_ERROR_REPORTING", "1");
    env.put("DISABLE_AUTOUPDATER", "1");
    env.put("DISABLE_UPDATES", "1");
    env.put("MCP_CONNECTION_NONBLOCKING", "0"); // its first request offers the tools
    env.put("ENABLE_TOOL_SEARCH", "false"); // in full, not by name only
    env.put("CLAUDE_CODE_DISABLE_BACKGROUND_TASKS", "1"); // it ends with its last answer
    env.put("MCP_TOOL_TIMEOUT", "600000");
    return with(env);
  }
}
