package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Turn;
import java.util.Map;

/** Opencode as it is published. */
final class OpencodeIT extends CliContract {
  OpencodeIT() {
    super("opencode", "bash", "command");
  }

  @Override
  protected Turn shell(Conversation conversation, String script) {
    return Turn.call("bash", Map.of("command", script, "description", "a step"));
  }

  @Override
  protected Turn delegate(Conversation conversation, String part) {
    return Turn.call(
        "task", Map.of("description", "part", "prompt", part, "subagent_type", "general"));
  }
}
