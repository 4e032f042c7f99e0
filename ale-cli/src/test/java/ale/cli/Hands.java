package ale.cli;

import ale.gateway.Conversation;
import ale.gateway.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tools of a harness as a script uses them, whatever the harness calls them. */
interface Hands {
  Turn shell(Conversation conversation, String command);

  Turn click(Conversation conversation, int x, int y);

  Turn finish();

  /** Our generalist's. */
  static Hands generalist() {
    return new Hands() {
      @Override
      public Turn shell(Conversation conversation, String command) {
        return Turn.call("run_command", Map.of("command", command, "timeout", 5));
      }

      @Override
      public Turn click(Conversation conversation, int x, int y) {
        return Turn.call("click", Map.of("coordinate", List.of(x, y)));
      }

      @Override
      public Turn finish() {
        return Turn.call("finish", Map.of("outcome", "done", "report", "as asked"));
      }
    };
  }

  /**
   * Those of a program of the field.
   *
   * @param shell its tool for commands
   * @param command the argument that takes one
   * @param more other arguments that it wants
   */
  static Hands program(String shell, String command, Map<String, ?> more) {
    return new Hands() {
      @Override
      public Turn shell(Conversation conversation, String script) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put(command, script);
        return Turn.call(conversation.tool(shell).orElse(shell), arguments);
      }

      @Override
      public Turn click(Conversation conversation, int x, int y) {
        return Turn.call(
            conversation.tool("click").orElseThrow(), Map.of("coordinate", List.of(x, y)));
      }

      @Override
      public Turn finish() {
        return Turn.say("It is done as asked.");
      }
    };
  }
}
