package ale.agents;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Qwen Code's recordings: {@code .qwen/projects/<folder>/chats/<session>.jsonl}, and {@code
 * subagents/<session>/agent-<id>.jsonl} for each sub-agent, whose id ends in that of the call.
 */
final class QwenLog implements NativeLog {
  private static final Pattern SUBAGENT =
      Pattern.compile(".*/subagents/[^/]+/agent-([^/]+)\\.jsonl");

  private final Story story;

  QwenLog(Story story) {
    this.story = story;
  }

  @Override
  public List<String> folders() {
    return List.of(".qwen/projects");
  }

  @Override
  public void line(String path, JsonNode line) {
    if (path.equals(OUTPUT)) {
      return;
    }
    Matcher subagent = SUBAGENT.matcher(path);
    Chronicle chronicle = subagent.matches() ? story.child(subagent.group(1)) : story.main();
    JsonNode parts = line.path("message").path("parts");
    switch (line.path("type").asString("")) {
      case "assistant" -> reply(chronicle, parts, line);
      case "user" ->
          parts.forEach(
              part -> chronicle.user(part.path("text").asString(""), line.path("timestamp")));
      case "tool_result" -> parts.forEach(part -> result(chronicle, part, line));
      default -> {}
    }
  }

  private static void reply(Chronicle chronicle, JsonNode parts, JsonNode line) {
    Chronicle.Reply reply =
        chronicle
            .reply(line.path("uuid").asString(""))
            .at(line.path("timestamp"))
            .by(line.path("model"));
    for (JsonNode part : parts) {
      String text = part.path("text").asString("");
      if (part.path("thought").asBoolean(false)) {
        reply.thought(text);
      } else {
        reply.text(text);
      }
      JsonNode call = part.path("functionCall");
      if (call.isObject()) {
        reply.call(call.path("id").asString(""), call.path("name").asString(""), call.path("args"));
      }
    }
    JsonNode usage = line.path("usageMetadata");
    if (usage.isObject()) {
      reply.used(
          usage.path("promptTokenCount").asLong(0),
          usage.path("candidatesTokenCount").asLong(0),
          usage.path("cachedContentTokenCount").asLong(0));
    }
  }

  private void result(Chronicle chronicle, JsonNode part, JsonNode line) {
    JsonNode response = part.path("functionResponse");
    if (!response.isObject()) {
      return;
    }
    Pictures pictures = chronicle.pictures().text(GeminiLog.words(response.path("response")));
    for (JsonNode more : response.path("parts")) {
      JsonNode data = more.path("inlineData").path("data");
      if (data.isString()) {
        pictures.base64(data.asString());
      }
    }
    String call = response.path("id").asString("");
    String agent =
        line.path("toolCallResult").path("resultDisplay").path("subagentName").asString("");
    chronicle.result(
        call, pictures.parts(), story.delegates(agent.isEmpty() ? "" : agent + "-" + call));
  }

  @Override
  public void end() {
    story.end();
  }
}
