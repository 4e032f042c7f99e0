package ale.agents.generalist;

import ale.core.Json;
import ale.gateway.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A dialect from the agent's side: words requests, reads whole replies. */
interface Speech {
  /** What a reply held, before it is known what it used. */
  record Heard(Message.Assistant message, String reasoning) {}

  /** Where requests for the model go. */
  String path(String model);

  /** Headers as alternating names and values. */
  List<String> headers(String token);

  ObjectNode request(Prompt prompt);

  Heard read(JsonNode reply);

  static Speech of(Dialect dialect) {
    return switch (dialect) {
      case ANTHROPIC -> new AnthropicSpeech();
      case RESPONSES -> new ResponsesSpeech();
      case CHAT -> new ChatSpeech();
      case GEMINI -> new GeminiSpeech();
    };
  }

  /** The dialect of a model's own vendor; everything else is served as chat. */
  static Dialect dialectOf(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.startsWith("claude")) {
      return Dialect.ANTHROPIC;
    }
    if (name.startsWith("gemini")) {
      return Dialect.GEMINI;
    }
    return name.matches("(gpt-|o\\d|codex|chatgpt).*") ? Dialect.RESPONSES : Dialect.CHAT;
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  static ObjectNode text(String type, String text) {
    return object().put("type", type).put("text", text);
  }

  static String dataUrl(Message.Picture picture) {
    return "data:" + picture.mediaType() + ";base64," + picture.base64();
  }

  /** A call whose arguments travel as a string. */
  static Message.Call call(String id, String tool, String arguments) {
    try {
      if (Json.tree(arguments.isBlank() ? "{}" : arguments) instanceof ObjectNode object) {
        return new Message.Call(id, tool, object, false);
      }
    } catch (JacksonException e) {
      // said to the model
    }
    return new Message.Call(id, tool, object(), true);
  }

  /** Reads parts of a reply one by one. */
  final class Collected {
    final StringBuilder text = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final List<Message.Call> calls = new ArrayList<>();

    void say(String more) {
      text.append(text.isEmpty() || more.isEmpty() ? "" : "\n").append(more);
    }

    void think(String more) {
      reasoning.append(reasoning.isEmpty() || more.isEmpty() ? "" : "\n").append(more);
    }

    Heard as(ArrayNode raw) {
      return new Heard(new Message.Assistant(text.toString(), calls, raw), reasoning.toString());
    }
  }
}
