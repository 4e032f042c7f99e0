package ale.agents;

import ale.core.Content;
import ale.core.ContentPart;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.InputException;
import ale.core.Json;
import ale.core.Layer;
import ale.core.Observation;
import ale.core.Step;
import ale.core.StepSource;
import ale.core.SubagentRef;
import ale.core.ToolCall;
import ale.core.Trajectory;
import ale.doors.GuestTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A harness that plays the actions of a recorded trajectory again: every call of a tool of our
 * sets, also under the prefixes that MCP clients put before their names, in the order in which they
 * were made, sub-agents included. It waits for a still screen where the model used to think.
 */
public final class Replay implements Harness {
  private static final String SETTING = "trajectory";
  private static final Set<String> LOOKS = Set.of("screenshot", "click", "drag", "key", "type");

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.HANDS, Layer.FEET);
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.text(SETTING, "", "the file of the trajectory that is played"));
  }

  @Override
  public WorkReport work(Workplace place) {
    Trajectory recorded = recorded(place.agent());
    long end = place.guest().clock().nanos() + place.budget().toNanos();
    try (GuestTools tools = GuestTools.on(place.guest())) {
      Playing playing = new Playing(place, tools, end);
      playing.play(recorded, recorded.subagents());
      return playing.over()
          ? WorkReport.limit("the time for the work was over after " + playing.played + " actions")
          : WorkReport.done("played " + playing.played + " actions");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException(FaultSource.OPERATOR, "interrupted while actions were played", e);
    }
  }

  private static Trajectory recorded(Agent agent) {
    String file = agent.settings().getOrDefault(SETTING, "");
    if (file.isEmpty()) {
      throw new FaultException(
          FaultSource.OPERATOR,
          "agent " + agent.name() + " of the harness replay needs the setting trajectory, a file");
    }
    try {
      return Trajectory.read(Path.of(file));
    } catch (InputException e) {
      throw new FaultException(FaultSource.OPERATOR, String.valueOf(e.getMessage()), e);
    }
  }

  /** One playing of a trajectory. */
  private static final class Playing {
    private final Workplace place;
    private final GuestTools tools;
    private final long end;
    private final Set<String> known;
    private int played;

    Playing(Workplace place, GuestTools tools, long end) {
      this.place = place;
      this.tools = tools;
      this.end = end;
      this.known =
          tools.definitions().stream()
              .map(GuestTools.Definition::name)
              .collect(Collectors.toUnmodifiableSet());
    }

    boolean over() {
      return place.guest().clock().nanos() >= end;
    }

    void play(Trajectory trajectory, List<Trajectory> subagents) throws InterruptedException {
      for (Step step : trajectory.steps()) {
        if (step.source() != StepSource.AGENT) {
          continue;
        }
        for (ToolCall call : step.toolCalls()) {
          if (over()) {
            return;
          }
          Optional<String> tool = tool(call.name());
          if (tool.isPresent()) {
            use(tool.get(), call);
          }
        }
        for (String id : delegated(step)) {
          for (Trajectory subagent : subagents) {
            if (subagent.trajectoryId().equals(Optional.of(id))) {
              play(subagent, subagents);
            }
          }
        }
      }
    }

    private static List<String> delegated(Step step) {
      return step.observation().map(Observation::results).orElse(List.of()).stream()
          .flatMap(r -> r.subagents().stream())
          .flatMap((SubagentRef r) -> r.trajectoryId().stream())
          .toList();
    }

    /** The tool of ours that a name means, without what MCP clients put before it. */
    private Optional<String> tool(String name) {
      String bare = name.substring(name.lastIndexOf("__") < 0 ? 0 : name.lastIndexOf("__") + 2);
      return known.contains(bare) ? Optional.of(bare) : Optional.empty();
    }

    private void use(String tool, ToolCall call) throws InterruptedException {
      String id = "replay-" + ++played;
      if (LOOKS.contains(tool)) {
        ObjectNode patience = Json.mapper().createObjectNode();
        tools.call("wait_still", patience.put("quiet_ms", 300).put("timeout_ms", 10_000));
      }
      place
          .trajectory()
          .append(
              Step.agent(Content.of(""))
                  .llmCalls(0)
                  .calls(List.of(new ToolCall(id, tool, call.arguments()))));
      place.trajectory().save();
      GuestTools.Answer answer = tools.call(tool, call.arguments());
      place
          .trajectory()
          .observe(
              id,
              answer
                  .png()
                  .map(png ->
                      Content.of(
                          new ContentPart.Text(answer.text()),
                          place.trajectory().image(png, "image/png")))
                  .orElseGet(() -> Content.of(answer.text())));
      place.trajectory().save();
    }
  }
}
