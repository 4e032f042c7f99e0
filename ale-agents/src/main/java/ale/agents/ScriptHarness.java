package ale.agents;

import ale.core.Content;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Layer;
import ale.core.Step;
import ale.core.ToolCall;
import ale.gateway.Dialect;
import ale.gateway.Usage;
import ale.guest.GuestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A harness that runs one fixed program of a person in the sandbox, for baselines of their own. The
 * setting {@code program} names a file of this machine, which must be executable text with a first
 * line such as {@code #!/usr/bin/python3}.
 *
 * <p>The program finds the instruction in {@code ALE_INSTRUCTION}, and if the agent has a model,
 * the gateway in {@code ALE_MODEL_URL}, the token that stands in place of a key in {@code
 * ALE_MODEL_TOKEN} and the model's name in {@code ALE_MODEL}. Servers of tools that the task offers
 * are a list of JSON in {@code ALE_MCP_SERVERS}. If it counts tokens, it writes {@code {"input": n,
 * "output": n}} to {@code /logs/agent/usage.json}.
 */
public final class ScriptHarness implements Harness {
  private static final String CALL = "script-1";
  private static final String PLACE = "/tmp/ale-script";
  private static final String USAGE = "/logs/agent/usage.json";
  private static final int MOST_USAGE = 4096;

  @Override
  public String name() {
    return "script";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<Layer> layers() {
    return EnumSet.complementOf(EnumSet.of(Layer.BRAIN));
  }

  @Override
  public Set<Dialect> dialects() {
    return EnumSet.allOf(Dialect.class);
  }

  @Override
  public boolean outlivesController() {
    return true;
  }

  @Override
  public boolean needsModel() {
    return false;
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.text("program", "", "the file of this machine that is run"));
  }

  @Override
  public WorkReport work(Workplace place) {
    byte[] program = program(place.agent());
    ObjectNode arguments = Json.mapper().createObjectNode();
    arguments.putArray("argv").add(PLACE);
    arguments.put("cwd", place.workDirectory());
    place
        .trajectory()
        .append(
            Step.agent(Content.of("I run the program that I was given."))
                .llmCalls(0)
                .calls(List.of(new ToolCall(CALL, "exec", arguments))));
    place.trajectory().save();
    Map<String, String> variables = new HashMap<>();
    variables.put("ALE_INSTRUCTION", place.instruction());
    if (!place.servers().isEmpty()) {
      variables.put("ALE_MCP_SERVERS", Json.line(place.servers()));
    }
    place
        .model()
        .ifPresent(model -> {
          variables.put("ALE_MODEL_URL", model.inside().toString());
          variables.put("ALE_MODEL_TOKEN", model.token());
          variables.put("ALE_MODEL", place.agent().model().orElse(""));
        });
    try (OutputLog log = OutputLog.fresh(place.logs().resolve("program.log"))) {
      Detached.Ended ended =
          Detached.run(
              place,
              List.of(PLACE),
              variables,
              log,
              () -> place.guest().write(PLACE, program, 0755));
      String end =
          ended.late()
              ? "stopped after " + place.budget().toSeconds() + " s"
              : "exit code " + ended.exitCode();
      place.trajectory().observe(CALL, Content.of(log.tail() + "\n[" + end + "]"));
      WorkReport report =
          ended.late()
              ? WorkReport.limit("the program was " + end)
              : ended.exitCode() == 0
                  ? WorkReport.done("the program ended with 0")
                  : WorkReport.gaveUp(
                      "the program ended with " + ended.exitCode() + ": " + log.lastLine());
      return reported(place).map(report::reporting).orElse(report);
    }
  }

  private static byte[] program(Agent agent) {
    String file = agent.settings().getOrDefault("program", "");
    if (file.isEmpty()) {
      throw new FaultException(
          FaultSource.OPERATOR,
          "agent " + agent.name() + " of the harness script needs the setting program, a file");
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new FaultException(
          FaultSource.OPERATOR,
          "agent " + agent.name() + ": its program " + file + " cannot be read");
    }
  }

  /** The program's own count, if it left one that can be understood. */
  private static Optional<Usage> reported(Workplace place) {
    try {
      return Optional.of(
          Json.mapper().readValue(place.guest().read(USAGE, 0, MOST_USAGE), Usage.class));
    } catch (GuestException | JacksonException e) {
      return Optional.empty();
    }
  }
}
