package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Turn;
import java.util.Map;

/** Gemini CLI as it is published. */
final class GeminiCliIT extends CliContract {
  GeminiCliIT() {
    super("gemini-cli", "run_shell_command", "command");
  }

  @Override
  protected String model() {
    return "gemini-2.5-pro";
  }

  @Override
  protected Turn delegate(Conversation conversation, String part) {
    return Turn.call("invoke_agent", Map.of("agent_name", "generalist", "prompt", part));
  }

  @Override
  protected Turn report(Conversation conversation, String words) {
    return Turn.call("complete_task", Map.of("result", Map.of("response", words)));
  }
}
