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

/** OpenAI Responses from the provider's side. */
final class ResponsesWire implements Wire {
  /** Stands between a namespace and the name of a tool in it. */
  private static final String IN = "/";

  @Override
  public Conversation read(Endpoint endpoint, JsonNode request) {
    StringBuilder system = new StringBuilder(request.path("instructions").asString(""));
    List<Message> messages = new ArrayList<>();
    JsonNode input = request.path("input");
    if (input.isString()) {
      messages.add(new Message(Role.USER, input.asString(), List.of(), List.of(), 0));
    } else {
      input.forEach(item -> item(item, system, messages));
    }
    List<String> tools = new ArrayList<>();
    request.path("tools").forEach(t -> name(t, tools));
    return new Conversation(
        Dialect.RESPONSES,
        request.path("model").asString(""),
        system.toString(),
        messages,
        tools,
        request.path("stream").asBoolean(false),
        request);
  }

  /** Tools of the provider's own have a type only; those of a namespace stand inside it. */
  private static void name(JsonNode tool, List<String> tools) {
    String name = tool.path("name").asString(tool.path("type").asString(""));
    if (tool.path("type").asString("").equals("namespace")) {
      tool.path("tools").forEach(t -> tools.add(name + IN + t.path("name").asString("")));
    } else {
      tools.add(name);
    }
  }

  private static String qualified(JsonNode call) {
    String namespace = call.path("namespace").asString("");
    String name = call.path("name").asString("");
    return namespace.isEmpty() ? name : namespace + IN + name;
  }

  private static void item(JsonNode item, StringBuilder system, List<Message> messages) {
    JsonNode content = item.path("content");
    switch (item.path("type").asString("message")) {
      case "message" -> {
        String role = item.path("role").asString("");
        if (role.equals("system") || role.equals("developer")) {
          system.append(Wire.text(content));
        } else {
          messages.add(
              new Message(
                  role.equals("assistant") ? Role.ASSISTANT : Role.USER,
                  Wire.text(content),
                  List.of(),
                  List.of(),
                  Wire.pictures(content)));
        }
      }
      case "function_call" ->
          messages.add(
              new Message(
                  Role.ASSISTANT,
                  "",
                  List.of(
                      new ToolUse(
                          item.path("call_id").asString(""),
                          qualified(item),
                          Wire.parsed(item.path("arguments").asString("{}")))),
                  List.of(),
                  0));
      case "function_call_output" -> {
        JsonNode output = item.path("output");
        ToolResult result =
            new ToolResult(
                item.path("call_id").asString(""), Wire.text(output), Wire.pictures(output));
        messages.add(new Message(Role.USER, "", List.of(), List.of(result), 0));
      }
      default -> {}
    }
  }

  private static ObjectNode response(Answering a, String status) {
    return object()
        .put("id", "resp_" + a.id())
        .put("object", "response")
        .put("created_at", 1_700_000_000L)
        .put("status", status)
        .put("model", a.model());
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode node = object().put("input_tokens", usage.input());
    node.set("input_tokens_details", object().put("cached_tokens", usage.cached()));
    node.put("output_tokens", usage.output());
    node.set("output_tokens_details", object().put("reasoning_tokens", usage.reasoning()));
    node.put("total_tokens", usage.tokens());
    return node;
  }

  private static ObjectNode text(String text) {
    ObjectNode part = object().put("type", "output_text").put("text", text);
    part.set("annotations", array());
    return part;
  }

  private static ObjectNode item(Answering a, Turn.Part part, int index, String status) {
    return switch (part) {
      case Turn.Text text -> {
        ObjectNode item = object().put("type", "message").put("id", "msg_" + a.id() + "_" + index);
        item.put("status", status).put("role", "assistant");
        boolean done = status.equals("completed");
        item.set("content", done ? array(text(text.text())) : array());
        yield item;
      }
      case Turn.ToolUse use -> {
        ObjectNode item =
            object()
                .put("type", "function_call")
                .put("id", "fc_" + a.id() + "_" + index)
                .put("call_id", a.callId(index));
        int in = use.tool().indexOf(IN);
        if (in > 0) {
          item.put("namespace", use.tool().substring(0, in));
        }
        yield item.put("name", use.tool().substring(in + 1))
            .put("arguments", status.equals("completed") ? a.arguments(use) : "")
            .put("status", status);
      }
    };
  }

  @Override
  public ObjectNode whole(Answering a) {
    ObjectNode response = response(a, "completed");
    var output = array();
    int index = 0;
    for (Turn.Part part : a.turn().parts()) {
      output.add(item(a, part, index++, "completed"));
    }
    response.set("output", output);
    response.set("usage", usage(a.usage()));
    return response;
  }

  @Override
  public List<Event> events(Answering a) {
    Sequence events = new Sequence();
    ObjectNode begun = response(a, "in_progress");
    begun.set("output", array());
    events.add("response.created", object().set("response", begun));
    events.add("response.in_progress", object().set("response", begun));
    int index = 0;
    for (Turn.Part part : a.turn().parts()) {
      part(events, a, part, index++);
    }
    events.add("response.completed", object().set("response", whole(a)));
    return events.list;
  }

  private static void part(Sequence events, Answering a, Turn.Part part, int index) {
    ObjectNode open = item(a, part, index, "in_progress");
    String id = open.path("id").asString("");
    ObjectNode added = object().put("output_index", index);
    added.set("item", open);
    events.add("response.output_item.added", added);
    switch (part) {
      case Turn.Text text -> {
        ObjectNode place = object().put("item_id", id).put("output_index", index);
        place.put("content_index", 0);
        events.add("response.content_part.added", place.deepCopy().set("part", text("")));
        for (String piece : Wire.pieces(text.text())) {
          events.add("response.output_text.delta", place.deepCopy().put("delta", piece));
        }
        events.add("response.output_text.done", place.deepCopy().put("text", text.text()));
        events.add("response.content_part.done", place.deepCopy().set("part", text(text.text())));
      }
      case Turn.ToolUse use -> {
        ObjectNode place = object().put("item_id", id).put("output_index", index);
        for (String piece : Wire.pieces(a.arguments(use))) {
          events.add(
              "response.function_call_arguments.delta", place.deepCopy().put("delta", piece));
        }
        events.add(
            "response.function_call_arguments.done",
            place.deepCopy().put("arguments", a.arguments(use)));
      }
    }
    ObjectNode done = object().put("output_index", index);
    done.set("item", item(a, part, index, "completed"));
    events.add("response.output_item.done", done);
  }

  /** Events of this dialect are numbered. */
  private static final class Sequence {
    private final List<Event> list = new ArrayList<>();

    void add(String type, JsonNode body) {
      ObjectNode data = object().put("type", type).put("sequence_number", list.size());
      body.propertyStream().forEach(p -> data.set(p.getKey(), p.getValue()));
      list.add(new Event(type, data.toString()));
    }
  }
}
