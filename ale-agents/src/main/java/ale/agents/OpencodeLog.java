package ale.agents;

import ale.core.Json;
import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.GuestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What opencode prints: one line for each finished part of a message. Its sessions stand in a
 * database, so those of sub-agents are exported by opencode itself when it has ended.
 */
final class OpencodeLog implements NativeLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_EXPORTED = 64 << 20;
  private static final int MOST_SUBAGENTS = 50;

  private final Story story;
  private final List<String> children = new ArrayList<>();

  OpencodeLog(Story story) {
    this.story = story;
  }

  @Override
  public List<String> folders() {
    return List.of();
  }

  @Override
  public void line(String path, JsonNode line) {
    if (path.equals(OUTPUT)) {
      part(story.main(), line.path("part"), line.path("timestamp"));
    }
  }

  private void part(Chronicle chronicle, JsonNode part, JsonNode time) {
    String message = part.path("messageID").asString("");
    switch (part.path("type").asString("")) {
      case "text" -> chronicle.reply(message).at(time).text(part.path("text").asString(""));
      case "reasoning" -> chronicle.reply(message).at(time).thought(part.path("text").asString(""));
      case "tool" -> tool(chronicle, part, time);
      case "step-finish" -> {
        JsonNode tokens = part.path("tokens");
        long cached = tokens.path("cache").path("read").asLong(0);
        chronicle
            .reply(message)
            .used(
                tokens.path("input").asLong(0)
                    + cached
                    + tokens.path("cache").path("write").asLong(0),
                tokens.path("output").asLong(0) + tokens.path("reasoning").asLong(0),
                cached);
        chronicle.flush();
      }
      default -> {}
    }
  }

  /** A call is told when it is over, together with what it gave back. */
  private void tool(Chronicle chronicle, JsonNode part, JsonNode time) {
    String call = part.path("callID").asString("");
    JsonNode state = part.path("state");
    Pictures pictures =
        chronicle
            .pictures()
            .text(state.path("output").asString(""))
            .text(state.path("error").asString(""));
    for (JsonNode attachment : state.path("attachments")) {
      pictures.url(attachment.path("url").asString(""));
    }
    String child = state.path("metadata").path("sessionId").asString("");
    boolean delegates = child.matches("ses_[A-Za-z0-9]{1,60}") && children.size() < MOST_SUBAGENTS;
    if (delegates && !children.contains(child)) {
      children.add(child);
    }
    chronicle
        .reply(part.path("messageID").asString(""))
        .at(time)
        .call(call, part.path("tool").asString(""), state.path("input"))
        .later(call, pictures.parts(), story.delegates(delegates ? child : ""));
  }

  @Override
  public void ended(GuestClient guest, Job job) {
    for (int i = 0; i < children.size(); i++) {
      String child = children.get(i);
      var exported = new Captured(MOST_EXPORTED);
      List<String> argv = List.of(Opencode.PROGRAM, "export", child);
      guest.exec(
          new Command(argv, Opencode.variables(job), job.surround().home(), PATIENCE, new byte[0]),
          exported);
      exported(child, exported.out());
    }
  }

  /** A session as opencode exports it. */
  void exported(String child, String json) {
    JsonNode session;
    try {
      session = Json.tree(json);
    } catch (JacksonException e) {
      return; // cut off, or not what it should be
    }
    Chronicle chronicle = story.child(child);
    for (JsonNode message : session.path("messages")) {
      JsonNode time = message.path("info").path("time").path("created");
      boolean user = message.path("info").path("role").asString("").equals("user");
      for (JsonNode part : message.path("parts")) {
        if (user) {
          chronicle.user(part.path("text").asString(""), time);
        } else {
          part(chronicle, part, time);
        }
      }
    }
  }

  @Override
  public void end() {
    story.end();
  }
}
