package ale.agents;

import ale.core.Json;
import ale.gateway.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Opencode, from {@code opencode-ai}. */
public final class Opencode extends CliHarness {
  private static final int CONTEXT = 200_000;
  private static final int OUTPUT = 32_000;
  static final String PROGRAM = Bundle.PLACE + "/app/bin/opencode";
  private static final String TOKEN = "ALE_MODEL_TOKEN";
  private static final String CONFIG = ".ale/opencode.json";

  public Opencode() {
    super(
        "opencode",
        Setting.number("context", CONTEXT, "tokens that the model can read at once"),
        Setting.number("output", OUTPUT, "tokens that a reply can have"));
  }

  @Override
  public Set<Dialect> dialects() {
    return Set.of(Dialect.CHAT);
  }

  @Override
  NativeLog log(Story story) {
    return new OpencodeLog(story);
  }

  @Override
  Launch launch(Job job) {
    return new Launch(
        List.of(PROGRAM, "run", "--format", "json", "--auto", "--thinking", "--title", "job"),
        variables(job),
        Map.of(CONFIG, Json.pretty(config(job))));
  }

  static Map<String, String> variables(Job job) {
    return with(
        Map.of(
            TOKEN,
            job.model().token(),
            "OPENCODE_CONFIG",
            job.home(CONFIG),
            "OPENCODE_DISABLE_AUTOUPDATE",
            "1",
            "OPENCODE_DISABLE_MODELS_FETCH",
            "1",
            "OPENCODE_DISABLE_LSP_DOWNLOAD",
            "1",
            "OPENCODE_DISABLE_DEFAULT_PLUGINS",
            "1",
            "OPENCODE_DISABLE_SHARE",
            "1"));
  }

  private static ObjectNode config(Job job) {
    ObjectNode config = Json.mapper().createObjectNode();
    String model = Job.SERVER + "/" + job.modelName();
    config.put("autoupdate", false).put("share", "disabled");
    config.put("model", model).put("small_model", model);
    config.putArray("enabled_providers").add(Job.SERVER);
    ObjectNode provider = config.putObject("provider").putObject(Job.SERVER);
    provider.put("npm", "@ai-sdk/openai-compatible").put("name", Job.SERVER);
    provider
        .putObject("options")
        .put("baseURL", job.modelAt("/v1").toString())
        .put("apiKey", "{env:" + TOKEN + "}");
    ObjectNode described = provider.putObject("models").putObject(job.modelName());
    described.put("name", job.modelName()).put("attachment", true).put("tool_call", true);
    ObjectNode modalities = described.putObject("modalities");
    modalities.putArray("input").add("text").add("image");
    modalities.putArray("output").add("text");
    described
        .putObject("limit")
        .put("context", job.number("context", CONTEXT))
        .put("output", job.number("output", OUTPUT));
    ObjectNode servers = config.putObject("mcp");
    for (ToolServer offer : job.offered()) {
      ObjectNode server = servers.putObject(offer.name()).put("enabled", true);
      server.put("timeout", 600_000);
      if (offer.command().isPresent()) {
        ArrayNode command = server.put("type", "local").putArray("command");
        command.add(offer.command().get());
        offer.args().forEach(command::add);
      } else {
        server.put("type", "remote").put("url", offer.url().orElse(""));
      }
    }
    if (job.screen()) {
      ObjectNode server = servers.putObject(Job.SERVER);
      server.put("type", "local").put("enabled", true).put("timeout", 600_000);
      ArrayNode command = server.putArray("command");
      job.server().forEach(command::add);
      ObjectNode env = server.putObject("environment");
      job.surround().variables().forEach(env::put);
    }
    return config;
  }
}
