package ale.agents.generalist;

import ale.doors.GuestTools;
import java.util.List;

/**
 * What a model is asked.
 *
 * @param session names the conversation for the provider's cache
 * @param replyTokens the longest reply
 */
record Prompt(
    String model,
    String system,
    List<GuestTools.Definition> tools,
    List<Message> messages,
    String session,
    int replyTokens) {
  Prompt {
    tools = List.copyOf(tools);
    messages = List.copyOf(messages);
  }
}
