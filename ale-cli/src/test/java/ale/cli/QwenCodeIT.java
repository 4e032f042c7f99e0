package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Turn;
import java.util.Map;

/** Qwen Code as it is published. */
final class QwenCodeIT extends CliContract {
  QwenCodeIT() {
    super("qwen-code", "run_shell_command", "command");
  }

  @Override
  protected Turn shell(Conversation conversation, String script) {
    return Turn.call("run_shell_command", Map.of("command", script, "is_background", false));
  }

  @Override
  protected Turn delegate(Conversation conversation, String part) {
    return Turn.call(
        "agent",
        Map.of(
            "description",
            "part",
            "prompt",
            part,
            "subagent_type",
            "general-purpose",
            "run_in_background",
            false));
  }
}
