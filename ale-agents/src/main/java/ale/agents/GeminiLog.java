package ale.agents;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Gemini CLI's recordings: {@code .gemini/tmp/<project>/chats/session-<time>.jsonl}, and {@code
 * chats/<session>/<agent>.jsonl} for each sub-agent. A reply is told again, whole, when more of it
 * is known; results come with the next message of the user.
 */
final class GeminiLog implements NativeLog {
  private static final Pattern SUBAGENT = Pattern.compile(".*/chats/[^/]+/([^/]+)\\.jsonl");

  private final Story story;
  private final Set<String> answered = new HashSet<>();
  private final Map<String, String> delegates = new HashMap<>();

  GeminiLog(Story story) {
    this.story = story;
  }

  @Override
  public List<String> folders() {
    return List.of(".gemini/tmp");
  }

  @Override
  public boolean wants(String path) {
    return path.contains("/chats/") && path.endsWith(".jsonl");
  }

  @Override
  public void line(String path, JsonNode line) {
    if (path.equals(OUTPUT)) {
      return;
    }
    Matcher subagent = SUBAGENT.matcher(path);
    Chronicle chronicle = subagent.matches() ? story.child(subagent.group(1)) : story.main();
    switch (line.path("type").asString("")) {
      case "gemini" -> reply(chronicle, line);
      case "user" -> user(chronicle, line);
      default -> {}
    }
  }

  private void reply(Chronicle chronicle, JsonNode line) {
    String id = line.path("id").asString("");
    if (answered.contains(id)) {
      return;
    }
    Chronicle.Reply reply = chronicle.retell(id).at(line.path("timestamp")).by(line.path("model"));
    JsonNode content = line.path("content");
    reply.text(content.isString() ? content.asString() : texts(content));
    for (JsonNode thought : line.path("thoughts")) {
      reply.thought(
          (thought.path("subject").asString("") + "\n" + thought.path("description").asString(""))
              .strip());
    }
    for (JsonNode call : line.path("toolCalls")) {
      reply.call(call.path("id").asString(""), call.path("name").asString(""), call.path("args"));
      if (call.path("agentId").isString()) {
        delegates.put(call.path("id").asString(""), call.path("agentId").asString());
      }
    }
    JsonNode tokens = line.path("tokens");
    reply.used(
        tokens.path("input").asLong(0) + tokens.path("tool").asLong(0),
        tokens.path("output").asLong(0) + tokens.path("thoughts").asLong(0),
        tokens.path("cached").asLong(0));
  }

  private static String texts(JsonNode parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.path("text").asString("")));
    return text.toString();
  }

  /** Pictures stand behind the result of the call that took them. */
  private void user(Chronicle chronicle, JsonNode line) {
    chronicle.current().ifPresent(reply -> answered.add(reply.id()));
    String call = "";
    Pictures pictures = chronicle.pictures();
    for (JsonNode part : line.path("content")) {
      JsonNode response = part.path("functionResponse");
      if (response.isObject()) {
        result(chronicle, call, pictures);
        call = response.path("id").asString("");
        pictures = chronicle.pictures().text(words(response.path("response")));
        for (JsonNode more : response.path("parts")) {
          pictures.base64(more.path("inlineData").path("data").asString(""));
        }
      } else if (part.path("inlineData").isObject()) {
        pictures.base64(part.path("inlineData").path("data").asString(""));
      } else if (call.isEmpty()) {
        chronicle.user(part.path("text").asString(""), line.path("timestamp"));
      } else {
        pictures.text(part.path("text").asString(""));
      }
    }
    result(chronicle, call, pictures);
  }

  static String words(JsonNode response) {
    JsonNode output = response.has("output") ? response.path("output") : response.path("error");
    return output.isString() ? output.asString() : response.toString();
  }

  private void result(Chronicle chronicle, String call, Pictures pictures) {
    if (!call.isEmpty()) {
      chronicle.result(call, pictures.parts(), story.delegates(delegates.getOrDefault(call, "")));
    }
  }

  @Override
  public void end() {
    story.end();
  }
}
