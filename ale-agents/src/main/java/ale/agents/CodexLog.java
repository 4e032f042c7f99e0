package ale.agents;

import ale.core.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Codex's rollouts: {@code .codex/sessions/<date>/rollout-<time>-<thread>.jsonl}, one for each
 * thread. The items of a reply are followed by a record of its usage.
 */
final class CodexLog implements NativeLog {
  private static final Pattern AGENT_ID =
      Pattern.compile("\"(?:agent_id|thread_id)\"\\s*:\\s*\"([0-9a-f-]{36})\"");

  private final Story story;
  private final Map<String, Chronicle> threads = new HashMap<>();
  private final Map<Chronicle, Integer> replies = new HashMap<>();
  private final Map<Chronicle, JsonNode> models = new HashMap<>();

  CodexLog(Story story) {
    this.story = story;
  }

  @Override
  public List<String> folders() {
    return List.of(".codex/sessions");
  }

  @Override
  public void line(String path, JsonNode line) {
    if (path.equals(OUTPUT)) {
      return;
    }
    JsonNode payload = line.path("payload");
    String type = line.path("type").asString("");
    if (type.equals("session_meta")) {
      boolean child = payload.path("source").path("subagent").isObject();
      threads.putIfAbsent(
          path, child ? story.child(payload.path("id").asString("")) : story.main());
    }
    Chronicle chronicle = threads.getOrDefault(path, story.main());
    switch (type) {
      case "response_item" -> item(chronicle, payload, line.path("timestamp"));
      case "turn_context" -> models.put(chronicle, payload.path("model"));
      case "token_usage_record" -> usage(chronicle, payload.path("usage"));
      default -> {}
    }
  }

  private Chronicle.Reply reply(Chronicle chronicle, JsonNode time) {
    Chronicle.Reply reply = chronicle.reply("reply-" + replies.getOrDefault(chronicle, 0)).at(time);
    JsonNode model = models.get(chronicle);
    return model == null ? reply : reply.by(model);
  }

  private void usage(Chronicle chronicle, JsonNode usage) {
    chronicle
        .reply("reply-" + replies.getOrDefault(chronicle, 0))
        .used(
            usage.path("input_tokens").asLong(0),
            usage.path("output_tokens").asLong(0),
            usage.path("cached_input_tokens").asLong(0));
    chronicle.flush();
    replies.merge(chronicle, 1, Integer::sum);
  }

  private void item(Chronicle chronicle, JsonNode item, JsonNode time) {
    String call = item.path("call_id").asString(item.path("id").asString(""));
    switch (item.path("type").asString("")) {
      case "message" -> message(chronicle, item, time);
      case "reasoning" -> {
        for (JsonNode part : item.path("summary")) {
          reply(chronicle, time).thought(part.path("text").asString(""));
        }
      }
      case "function_call" ->
          reply(chronicle, time)
              .call(call, name(item), parsed(item.path("arguments").asString("")));
      case "custom_tool_call" -> reply(chronicle, time).call(call, name(item), item.path("input"));
      case "local_shell_call", "web_search_call" ->
          reply(chronicle, time).call(call, item.path("type").asString(""), item.path("action"));
      case "function_call_output", "custom_tool_call_output" ->
          result(chronicle, call, item.path("output"));
      default -> {}
    }
  }

  private void message(Chronicle chronicle, JsonNode item, JsonNode time) {
    String role = item.path("role").asString("");
    for (JsonNode part : item.path("content")) {
      String text = part.path("text").asString("");
      if (role.equals("assistant")) {
        reply(chronicle, time).text(text);
      } else if (role.equals("user")) {
        chronicle.user(text, time);
      }
    }
  }

  private static String name(JsonNode item) {
    String namespace = item.path("namespace").asString("");
    String name = item.path("name").asString("");
    return namespace.isEmpty() ? name : namespace + "__" + name;
  }

  private static JsonNode parsed(String arguments) {
    try {
      return Json.tree(arguments);
    } catch (tools.jackson.core.JacksonException e) {
      return Json.mapper().getNodeFactory().stringNode(arguments);
    }
  }

  private void result(Chronicle chronicle, String call, JsonNode output) {
    Pictures pictures = chronicle.pictures();
    if (output.isString()) {
      pictures.text(output.asString());
    }
    for (JsonNode part : output) {
      pictures.text(part.path("text").asString(""));
      if (part.path("type").asString("").equals("input_image")) {
        pictures.url(part.path("image_url").asString(""));
      }
    }
    Matcher spawned = AGENT_ID.matcher(output.isString() ? output.asString() : "");
    chronicle.result(
        call, pictures.parts(), story.delegates(spawned.find() ? spawned.group(1) : ""));
  }

  @Override
  public void end() {
    story.end();
  }
}
