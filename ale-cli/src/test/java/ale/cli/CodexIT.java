package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Turn;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codex as it is published. */
final class CodexIT extends CliContract {
  private static final Pattern SPAWNED = Pattern.compile("\"agent_id\":\"([^\"]+)\"");

  CodexIT() {
    super("codex", "exec_command", "cmd");
  }

  /** It starts sub-agents beside itself, so the script waits for what it started. */
  @Override
  protected Turn shell(Conversation conversation, String script) {
    Matcher spawned = SPAWNED.matcher(conversation.latest());
    Turn turn = super.shell(conversation, script);
    return spawned.find()
        ? new Turn(
            List.of(
                Turn.call(
                        conversation.tool("wait_agent").orElseThrow(),
                        Map.of("targets", List.of(spawned.group(1)), "timeout_ms", 20_000))
                    .parts()
                    .getFirst(),
                turn.parts().getFirst()))
        : turn;
  }

  @Override
  protected Turn delegate(Conversation conversation, String part) {
    return Turn.call(
        conversation.tool("spawn_agent").orElse("spawn_agent"), Map.of("message", part));
  }
}
