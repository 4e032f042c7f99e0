package ale.gateway;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request as a scripted model sees it, the same in every dialect.
 *
 * @param system instructions that stand before the messages
 * @param tools names of the tools on offer
 * @param request as it came
 */
public record Conversation(
    Dialect dialect,
    String model,
    String system,
    List<Message> messages,
    List<String> tools,
    boolean streamed,
    JsonNode request) {
  /** How PNG and JPEG begin in base64. */
  private static final List<String> IMAGES = List.of("iVBORw0KGgo", "/9j/");

  /** Who says something. */
  public enum Role {
    USER,
    ASSISTANT
  }

  /** One message: what is said, what is called and what calls gave back. */
  public record Message(
      Role role, String text, List<ToolUse> calls, List<ToolResult> results, int pictures) {
    public Message {
      calls = List.copyOf(calls);
      results = List.copyOf(results);
    }
  }

  /** A call that the model made earlier. */
  public record ToolUse(String id, String tool, JsonNode arguments) {}

  /** What a call gave back. */
  public record ToolResult(String id, String text, int pictures) {}

  public Conversation {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /** How many replies the model has given; a script's place, which a retry does not move. */
  public int replies() {
    int replies = 0;
    boolean inReply = false;
    for (Message message : messages) {
      boolean assistant = message.role() == Role.ASSISTANT;
      replies += assistant && !inReply ? 1 : 0;
      inReply = assistant;
    }
    return replies;
  }

  /** Everything in the latest message: words and results. */
  public String latest() {
    if (messages.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    int from = messages.size() - 1;
    while (from > 0 && messages.get(from - 1).role() == Role.USER) {
      from--;
    }
    for (Message message : messages.subList(from, messages.size())) {
      text.append(message.text());
      message.results().forEach(r -> text.append('\n').append(r.text()));
    }
    return text.toString();
  }

  /** Pictures in all messages. */
  public int pictures() {
    return messages.stream()
        .mapToInt(m -> m.pictures() + m.results().stream().mapToInt(ToolResult::pictures).sum())
        .sum();
  }

  /** The pictures in all messages, in their order, as they are in files. */
  public List<byte[]> images() {
    List<byte[]> images = new ArrayList<>();
    images(request, images);
    return images;
  }

  private static void images(JsonNode node, List<byte[]> found) {
    if (node.isContainer()) {
      node.valueStream().forEach(n -> images(n, found));
    } else if (node.isString()) {
      String text = node.asString();
      String base64 = text.startsWith("data:image/") ? text.substring(text.indexOf(',') + 1) : text;
      if (IMAGES.stream().anyMatch(base64::startsWith)) {
        found.add(Base64.getDecoder().decode(base64));
      }
    }
  }

  /** The offered tool of that name, or whose name ends in it: harnesses put prefixes before it. */
  public Optional<String> tool(String name) {
    return tools.stream()
        .filter(name::equals)
        .findFirst()
        .or(() ->
            tools.stream()
                .filter(t -> t.endsWith("_" + name) || t.endsWith("/" + name))
                .findFirst());
  }
}
