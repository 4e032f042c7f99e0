package ale.agents;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Claude Code's transcripts: {@code .claude/projects/<folder>/<session>.jsonl}, and one in {@code
 * subagents/agent-<id>.jsonl} below for each sub-agent. A reply is one line for each of its blocks,
 * each with the usage of the whole reply.
 */
final class ClaudeLog implements NativeLog {
  private static final Pattern SUBAGENT = Pattern.compile(".*/subagents/agent-([^/]+)\\.jsonl");

  private final Story story;

  ClaudeLog(Story story) {
    this.story = story;
  }

  @Override
  public List<String> folders() {
    return List.of(".claude/projects");
  }

  @Override
  public void line(String path, JsonNode line) {
    if (path.equals(OUTPUT)) {
      return;
    }
    Matcher subagent = SUBAGENT.matcher(path);
    Chronicle chronicle = subagent.matches() ? story.child(subagent.group(1)) : story.main();
    JsonNode message = line.path("message");
    switch (line.path("type").asString("")) {
      case "assistant" -> assistant(chronicle, message, line.path("timestamp"));
      case "user" -> user(chronicle, message.path("content"), line);
      default -> {}
    }
  }

  private static void assistant(Chronicle chronicle, JsonNode message, JsonNode time) {
    Chronicle.Reply reply = chronicle.reply(message.path("id").asString(""));
    reply.at(time).by(message.path("model"));
    for (JsonNode block : message.path("content")) {
      switch (block.path("type").asString("")) {
        case "text" -> reply.text(block.path("text").asString(""));
        case "thinking" -> reply.thought(block.path("thinking").asString(""));
        case "tool_use" ->
            reply.call(
                block.path("id").asString(""),
                block.path("name").asString(""),
                block.path("input"));
        default -> {}
      }
    }
    JsonNode usage = message.path("usage");
    long cached = usage.path("cache_read_input_tokens").asLong(0);
    long written = usage.path("cache_creation_input_tokens").asLong(0);
    reply.used(
        usage.path("input_tokens").asLong(0) + cached + written,
        usage.path("output_tokens").asLong(0),
        cached);
  }

  private void user(Chronicle chronicle, JsonNode content, JsonNode line) {
    if (content.isString()) {
      chronicle.user(content.asString(), line.path("timestamp"));
      return;
    }
    for (JsonNode block : content) {
      switch (block.path("type").asString("")) {
        case "text" -> chronicle.user(block.path("text").asString(""), line.path("timestamp"));
        case "tool_result" -> result(chronicle, block, line);
        default -> {}
      }
    }
  }

  private void result(Chronicle chronicle, JsonNode block, JsonNode line) {
    JsonNode content = block.path("content");
    Pictures pictures = chronicle.pictures();
    if (content.isString()) {
      pictures.text(content.asString());
    }
    for (JsonNode part : content) {
      pictures.text(part.path("text").asString(""));
      if (part.path("type").asString("").equals("image")) {
        pictures.base64(part.path("source").path("data").asString(""));
      }
    }
    String agent = line.path("toolUseResult").path("agentId").asString("");
    chronicle.result(
        block.path("tool_use_id").asString(""), pictures.parts(), story.delegates(agent));
  }

  @Override
  public void end() {
    story.end();
  }
}
