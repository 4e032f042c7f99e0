package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Turn;
import java.util.Map;

/** Claude Code as it is published. */
final class ClaudeCodeIT extends CliContract {
  ClaudeCodeIT() {
    super("claude-code", "Bash", "command");
  }

  @Override
  protected Turn delegate(Conversation conversation, String part) {
    return Turn.call(
        conversation.tool("Agent").or(() -> conversation.tool("Task")).orElse("Agent"),
        Map.of("description", "part", "prompt", part, "subagent_type", "general-purpose"));
  }
}
