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

/** Gemini's generateContent from the provider's side. */
final class GeminiWire implements Wire {
  @Override
  public Conversation read(Endpoint endpoint, JsonNode request) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode content : request.path("contents")) {
      List<ToolUse> calls = new ArrayList<>();
      List<ToolResult> results = new ArrayList<>();
      JsonNode parts = content.path("parts");
      for (JsonNode part : parts) {
        JsonNode call = part.path("functionCall");
        JsonNode result = part.path("functionResponse");
        if (call.isObject()) {
          calls.add(
              new ToolUse(
                  call.path("id").asString(""), call.path("name").asString(""), call.path("args")));
        }
        if (result.isObject()) {
          results.add(
              new ToolResult(
                  result.path("id").asString(""),
                  result.path("response").toString(),
                  Wire.pictures(result.path("parts"))));
        }
      }
      boolean model = content.path("role").asString("").equals("model");
      messages.add(
          new Message(
              model ? Role.ASSISTANT : Role.USER,
              Wire.text(parts),
              calls,
              results,
              Wire.pictures(parts)));
    }
    List<String> tools = new ArrayList<>();
    for (JsonNode group : request.path("tools")) {
      group.path("functionDeclarations").forEach(f -> tools.add(f.path("name").asString("")));
    }
    return new Conversation(
        Dialect.GEMINI,
        endpoint.model(),
        Wire.text(request.path("systemInstruction").path("parts")),
        messages,
        tools,
        endpoint.streamed(),
        request);
  }

  private static ObjectNode part(Answering a, Turn.Part part, int index) {
    return switch (part) {
      case Turn.Text text -> object().put("text", text.text());
      case Turn.ToolUse use -> {
        ObjectNode call = object().put("id", a.callId(index)).put("name", use.tool());
        call.set("args", use.arguments());
        yield object().set("functionCall", call);
      }
    };
  }

  @Override
  public ObjectNode whole(Answering a) {
    List<ObjectNode> parts = new ArrayList<>();
    int index = 0;
    for (Turn.Part part : a.turn().parts()) {
      if (!broken(a, part)) {
        parts.add(part(a, part, index));
      }
      index++;
    }
    return reply(a, parts, true);
  }

  /** Here arguments are an object; what stands for broken ones is a reason to finish. */
  private static boolean broken(Answering a, Turn.Part part) {
    return a.malformed() && part instanceof Turn.ToolUse;
  }

  private static ObjectNode reply(Answering a, List<ObjectNode> parts, boolean last) {
    ObjectNode content = object();
    content.set("parts", array(parts.toArray(ObjectNode[]::new)));
    content.put("role", "model");
    ObjectNode candidate = object();
    candidate.set("content", content);
    if (last) {
      boolean broken = a.turn().parts().stream().anyMatch(p -> broken(a, p));
      candidate.put("finishReason", broken ? "MALFORMED_FUNCTION_CALL" : "STOP");
    }
    candidate.put("index", 0);
    Usage usage = a.usage();
    ObjectNode meta = object().put("promptTokenCount", usage.input());
    if (usage.cached() > 0) {
      meta.put("cachedContentTokenCount", usage.cached());
    }
    meta.put("candidatesTokenCount", usage.output() - usage.reasoning());
    if (usage.reasoning() > 0) {
      meta.put("thoughtsTokenCount", usage.reasoning());
    }
    meta.put("totalTokenCount", usage.tokens());
    ObjectNode reply = object();
    reply.set("candidates", array(candidate));
    reply.set("usageMetadata", meta);
    reply.put("modelVersion", a.model());
    reply.put("responseId", "resp-" + a.id());
    return reply;
  }

  @Override
  public List<Event> events(Answering a) {
    List<Event> events = new ArrayList<>();
    int index = 0;
    for (Turn.Part part : a.turn().parts()) {
      if (part instanceof Turn.Text text) {
        for (String piece : Wire.pieces(text.text())) {
          events.add(event(reply(a, List.of(object().put("text", piece)), false)));
        }
      } else if (!broken(a, part)) {
        events.add(event(reply(a, List.of(part(a, part, index)), false)));
      }
      index++;
    }
    events.add(event(reply(a, List.of(object().put("text", "")), true)));
    return events;
  }

  private static Event event(ObjectNode reply) {
    return new Event("", reply.toString());
  }
}
