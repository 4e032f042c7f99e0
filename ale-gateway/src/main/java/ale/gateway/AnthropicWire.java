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

/** Anthropic Messages from the provider's side. */
final class AnthropicWire implements Wire {
  @Override
  public Conversation read(Endpoint endpoint, JsonNode request) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : request.path("messages")) {
      List<ToolUse> calls = new ArrayList<>();
      List<ToolResult> results = new ArrayList<>();
      JsonNode content = message.path("content");
      for (JsonNode part : content) {
        switch (part.path("type").asString("")) {
          case "tool_use" ->
              calls.add(
                  new ToolUse(
                      part.path("id").asString(""),
                      part.path("name").asString(""),
                      part.path("input")));
          case "tool_result" ->
              results.add(
                  new ToolResult(
                      part.path("tool_use_id").asString(""),
                      Wire.text(part.path("content")),
                      Wire.pictures(part.path("content"))));
          default -> {}
        }
      }
      boolean assistant = message.path("role").asString("").equals("assistant");
      messages.add(
          new Message(
              assistant ? Role.ASSISTANT : Role.USER,
              Wire.text(content),
              calls,
              results,
              Wire.pictures(content)));
    }
    List<String> tools = new ArrayList<>();
    request.path("tools").forEach(t -> tools.add(t.path("name").asString("")));
    return new Conversation(
        Dialect.ANTHROPIC,
        request.path("model").asString(""),
        Wire.text(request.path("system")),
        messages,
        tools,
        request.path("stream").asBoolean(false),
        request);
  }

  private static ObjectNode message(Answering a) {
    ObjectNode message = object();
    message.put("id", "msg_" + a.id());
    message.put("type", "message");
    message.put("role", "assistant");
    message.put("model", a.model());
    return message;
  }

  private static ObjectNode usage(Usage usage, long output) {
    ObjectNode node = object();
    node.put("input_tokens", usage.input() - usage.cached() - usage.cacheWrite());
    node.put("cache_creation_input_tokens", usage.cacheWrite());
    node.put("cache_read_input_tokens", usage.cached());
    node.put("output_tokens", output);
    return node;
  }

  private static String stop(Answering a) {
    return a.turn().callsTools() ? "tool_use" : "end_turn";
  }

  @Override
  public ObjectNode whole(Answering a) {
    ObjectNode message = message(a);
    var content = array();
    int i = 0;
    for (Turn.Part part : a.turn().parts()) {
      ObjectNode block = object();
      switch (part) {
        case Turn.Text text -> block.put("type", "text").put("text", text.text());
        case Turn.ToolUse use -> {
          block.put("type", "tool_use").put("id", a.callId(i)).put("name", use.tool());
          if (a.malformed()) {
            block.put("input", a.arguments(use));
          } else {
            block.set("input", use.arguments());
          }
        }
      }
      content.add(block);
      i++;
    }
    message.set("content", content);
    message.put("stop_reason", stop(a));
    message.putNull("stop_sequence");
    message.set("usage", usage(a.usage(), a.usage().output()));
    return message;
  }

  @Override
  public List<Event> events(Answering a) {
    List<Event> events = new ArrayList<>();
    ObjectNode message = message(a);
    message.set("content", array());
    message.putNull("stop_reason");
    message.putNull("stop_sequence");
    message.set("usage", usage(a.usage(), 1));
    events.add(event("message_start", object().set("message", message)));
    events.add(event("ping", object()));
    int index = 0;
    for (Turn.Part part : a.turn().parts()) {
      block(events, a, part, index++);
    }
    ObjectNode delta = object().put("stop_reason", stop(a)).putNull("stop_sequence");
    ObjectNode last = object();
    last.set("delta", delta);
    last.set("usage", object().put("output_tokens", a.usage().output()));
    events.add(event("message_delta", last));
    events.add(event("message_stop", object()));
    return events;
  }

  private static void block(List<Event> events, Answering a, Turn.Part part, int index) {
    ObjectNode start = object();
    List<ObjectNode> deltas = new ArrayList<>();
    switch (part) {
      case Turn.Text text -> {
        start.put("type", "text").put("text", "");
        for (String piece : Wire.pieces(text.text())) {
          deltas.add(object().put("type", "text_delta").put("text", piece));
        }
      }
      case Turn.ToolUse use -> {
        start.put("type", "tool_use").put("id", a.callId(index)).put("name", use.tool());
        start.set("input", object());
        for (String piece : Wire.pieces(a.arguments(use))) {
          deltas.add(object().put("type", "input_json_delta").put("partial_json", piece));
        }
      }
    }
    ObjectNode first = object().put("index", index);
    first.set("content_block", start);
    events.add(event("content_block_start", first));
    for (ObjectNode delta : deltas) {
      ObjectNode next = object().put("index", index);
      next.set("delta", delta);
      events.add(event("content_block_delta", next));
    }
    events.add(event("content_block_stop", object().put("index", index)));
  }

  private static Event event(String type, JsonNode body) {
    ObjectNode data = object().put("type", type);
    body.propertyStream().forEach(p -> data.set(p.getKey(), p.getValue()));
    return new Event(type, data.toString());
  }
}
