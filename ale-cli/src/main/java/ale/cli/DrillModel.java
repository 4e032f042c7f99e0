package ale.cli;

import ale.core.Json;
import ale.gateway.ScriptedModel;
import ale.gateway.Turn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A scripted model that can do a {@link DrillTask}, and the agent that asks it. */
final class DrillModel implements AutoCloseable {
  static final String AGENT = "generalist:no-verify@" + ScriptedModel.MODEL;

  private static final Turn WORK =
      Turn.call(
          "run_command",
          Map.of("command", "sleep 1; mkdir -p output; echo $((19 + 23)) > output/sum.txt"));
  private static final Turn DONE =
      Turn.call("finish", Map.of("outcome", "done", "report", "the sum is 42"));

  private final ScriptedModel model =
      ScriptedModel.playing(talk -> talk.replies() == 0 ? WORK : DONE);

  /** Writes the configuration of a gateway that leads to it. */
  void describe(Path file) {
    Json.write(file, Map.of("upstreams", List.of(model.asUpstream("scripted"))));
  }

  @Override
  public void close() {
    model.close();
  }
}
