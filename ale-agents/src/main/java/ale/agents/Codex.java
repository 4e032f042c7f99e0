package ale.agents;

import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Json;
import ale.gateway.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Codex, from {@code @openai/codex}. */
public final class Codex extends CliHarness {
  private static final String TOKEN = "ALE_MODEL_TOKEN";

  public Codex() {
    super(
        "codex", Setting.text("effort", "", "how hard the model thinks, in the model's own words"));
  }

  @Override
  public Set<Dialect> dialects() {
    return Set.of(Dialect.RESPONSES);
  }

  @Override
  NativeLog log(Story story) {
    return new CodexLog(story);
  }

  @Override
  Launch launch(Job job) {
    return new Launch(
        List.of(
            Bundle.PLACE + "/app/vendor/x86_64-unknown-linux-musl/bin/codex",
            "exec",
            "--json",
            "--dangerously-bypass-approvals-and-sandbox",
            "--skip-git-repo-check",
            "-"),
        with(Map.of(TOKEN, job.model().token())),
        Map.of(".codex/config.toml", config(job)));
  }

  /** Features that only reach for the network are switched off. */
  private static String config(Job job) {
    StringBuilder config = new StringBuilder();
    config.append("model = ").append(quoted(job.modelName()));
    job.setting("effort")
        .ifPresent(e -> config.append("\nmodel_reasoning_effort = ").append(quoted(e)));
    config.append(
        """

        model_provider = "ale"
        model_reasoning_summary = "auto"
        check_for_update_on_startup = false

        [analytics]
        enabled = false

        [features]
        plugins = false
        remote_plugin = false
        apps = false
        skill_search = false

        [model_providers.ale]
        name = "ale"
        base_url = %s
        env_key = "%s"
        wire_api = "responses"
        """
            .formatted(quoted(job.modelAt("/v1").toString()), TOKEN));
    if (job.screen()) {
      List<String> server = job.server();
      config
          .append("\n[mcp_servers.ale]\ncommand = ")
          .append(quoted(server.getFirst()))
          .append("\nargs = ")
          .append(list(server.subList(1, server.size())))
          .append(
              "\nrequired = true\nstartup_timeout_sec = 60\ntool_timeout_sec = 600\n\n[mcp_servers.ale.env]\n");
      job.surround()
          .variables()
          .forEach((name, value) ->
              config.append(name).append(" = ").append(quoted(value)).append('\n'));
    }
    job.offered().forEach(offer -> config.append(offer(offer)));
    return config.toString();
  }

  private static String offer(ToolServer offer) {
    if (offer.transport().equals("sse")) {
      throw new FaultException(
          FaultSource.HARNESS,
          "codex cannot speak to the task's server "
              + offer.name()
              + ", [environment] mcp_servers transport = sse");
    }
    return "\n[mcp_servers."
        + quoted(offer.name())
        + "]\nrequired = true\ntool_timeout_sec = 600\n"
        + offer
            .command()
            .map(c -> "command = " + quoted(c) + "\nargs = " + list(offer.args()) + "\n")
            .orElse("url = " + quoted(offer.url().orElse("")) + "\n");
  }

  /** A string of JSON is a basic string of TOML. */
  private static String quoted(String text) {
    return Json.line(text);
  }

  private static String list(List<String> texts) {
    return texts.stream().map(Codex::quoted).collect(Collectors.joining(", ", "[", "]"));
  }
}
