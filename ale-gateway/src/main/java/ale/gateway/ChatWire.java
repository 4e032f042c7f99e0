package ale.gateway;

import static ale.gateway.Wire.array;
import static ale.gateway.Wire.object;

import ale.gateway.Conversation.Message;
import ale.gateway.Conversation.Role;
import ale.gateway.Conversation.ToolResult;
import ale.gateway.Conversation.ToolUse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Chat Completions from the provider's side. */
final class ChatWire implements Wire {
  @Override
  public Conversation read(Endpoint endpoint, JsonNode request) {
    StringBuilder system = new StringBuilder();
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      JsonNode content = message.path("content");
      String text = Wire.text(content);
      int pictures = Wire.pictures(content);
      switch (message.path("role").asString("")) {
        case "system", "developer" -> system.append(text);
        case "assistant" ->
            messages.add(new Message(Role.ASSISTANT, text, calls(message), List.of(), pictures));
        case "tool" -> {
          String id = message.path("tool_call_id").asString("");
          messages.add(
              new Message(
                  Role.USER, "", List.of(), List.of(new ToolResult(id, text, pictures)), 0));
        }
        default -> messages.add(new Message(Role.USER, text, List.of(), List.of(), pictures));
      }
    }
    List<String> tools = new ArrayList<>();
    request.path("tools").forEach(t -> tools.add(t.path("function").path("name").asString("")));
    return new Conversation(
        Dialect.CHAT,
        request.path("model").asString(""),
        system.toString(),
        messages,
        tools,
        request.path("stream").asBoolean(false),
        request);
  }

  private static List<ToolUse> calls(JsonNode message) {
    List<ToolUse> calls = new ArrayList<>();
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      calls.add(
          new ToolUse(
              call.path("id").asString(""),
              function.path("name").asString(""),
              Wire.parsed(function.path("arguments").asString("{}"))));
    }
    return calls;
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode node = object();
    node.put("prompt_tokens", usage.input());
    node.put("completion_tokens", usage.output());
    node.put("total_tokens", usage.tokens());
    node.set("prompt_tokens_details", object().put("cached_tokens", usage.cached()));
    node.set("completion_tokens_details", object().put("reasoning_tokens", usage.reasoning()));
    return node;
  }

  private static String finish(Answering a) {
    return a.turn().callsTools() ? "tool_calls" : "stop";
  }

  private static ObjectNode call(Answering a, Turn.ToolUse use, int part, String arguments) {
    ObjectNode call = object().put("id", a.callId(part)).put("type", "function");
    call.set("function", object().put("name", use.tool()).put("arguments", arguments));
    return call;
  }

  @Override
  public ObjectNode whole(Answering a) {
    StringBuilder text = new StringBuilder();
    var calls = array();
    int i = 0;
    for (Turn.Part part : a.turn().parts()) {
      switch (part) {
        case Turn.Text t -> text.append(t.text());
        case Turn.ToolUse use -> calls.add(call(a, use, i, a.arguments(use)));
      }
      i++;
    }
    ObjectNode message = object().put("role", "assistant").put("content", text.toString());
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    ObjectNode choice = object().put("index", 0);
    choice.set("message", message);
    choice.put("finish_reason", finish(a));
    ObjectNode reply = head(a, "chat.completion");
    reply.set("choices", array(choice));
    reply.set("usage", usage(a.usage()));
    return reply;
  }

  private static ObjectNode head(Answering a, String kind) {
    return object()
        .put("id", "chatcmpl-" + a.id())
        .put("object", kind)
        .put("created", 1_700_000_000L)
        .put("model", a.model());
  }

  @Override
  public List<Event> events(Answering a) {
    List<Event> events = new ArrayList<>();
    events.add(delta(a, object().put("role", "assistant").put("content", "")));
    int i = 0;
    int toolIndex = 0;
    for (Turn.Part part : a.turn().parts()) {
      switch (part) {
        case Turn.Text text -> {
          for (String piece : Wire.pieces(text.text())) {
            events.add(delta(a, object().put("content", piece)));
          }
        }
        case Turn.ToolUse use -> {
          ObjectNode first = call(a, use, i, "").put("index", toolIndex);
          events.add(delta(a, object().set("tool_calls", array(first))));
          for (String piece : Wire.pieces(a.arguments(use))) {
            ObjectNode more = object().put("index", toolIndex);
            more.set("function", object().put("arguments", piece));
            events.add(delta(a, object().set("tool_calls", array(more))));
          }
          toolIndex++;
        }
      }
      i++;
    }
    events.add(chunk(a, object(), finish(a)));
    ObjectNode last = head(a, "chat.completion.chunk");
    last.set("choices", array());
    last.set("usage", usage(a.usage()));
    events.add(new Event("", last.toString()));
    events.add(new Event("", "[DONE]"));
    return events;
  }

  private static Event delta(Answering a, JsonNode delta) {
    return chunk(a, delta, "");
  }

  private static Event chunk(Answering a, JsonNode delta, String finish) {
    ObjectNode choice = object().put("index", 0);
    choice.set("delta", delta);
    if (finish.isEmpty()) {
      choice.putNull("finish_reason");
    } else {
      choice.put("finish_reason", finish);
    }
    ObjectNode chunk = head(a, "chat.completion.chunk");
    chunk.set("choices", array(choice));
    return new Event("", chunk.toString());
  }
}
