package ale.interop;

import ale.core.Digest;
import ale.core.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trajectory as the messages and events of an Inspect sample. A model event names its input by a
 * range of the sample's pool of messages, so that the size grows with the history, not with its
 * square; a picture is named by the digest of its path, and is attached once.
 */
final class EvalHistory {
  private static final int KEY_LETTERS = 32;

  private final Trial trial;
  private final Losses losses;
  private final ArrayNode messages = Json.mapper().createArrayNode();
  private final ArrayNode events = Json.mapper().createArrayNode();
  private final Map<String, String> attachments = new LinkedHashMap<>();
  private final Map<String, String> mediaTypes = new LinkedHashMap<>();
  private ObjectNode lastOutput = Taker.object();
  private Instant now;
  private String input = "";
  private int turns;

  EvalHistory(Trial trial, Optional<JsonNode> atif, Losses losses) {
    this.trial = trial;
    this.losses = losses;
    this.now = trial.started();
    atif.ifPresent(a -> {
      a.path("steps").forEach(this::step);
      if (!a.path("subagent_trajectories").isEmpty()) {
        losses.add("subagent_trajectories", "sub-agents are not in the log");
      }
    });
  }

  String input() {
    return input;
  }

  int turns() {
    return turns;
  }

  ArrayNode messages() {
    return messages;
  }

  ObjectNode lastOutput() {
    return lastOutput;
  }

  /** The messages that model events refer to. */
  ObjectNode pool() {
    ObjectNode pool = Taker.object();
    pool.set("messages", messages);
    pool.putArray("calls");
    return pool;
  }

  /** All events, the score at the end. */
  ArrayNode events(Optional<JsonNode> score) {
    score.ifPresent(s -> {
      now = trial.finished();
      event("score").put("intermediate", false).put("scorer", "ale").set("score", s);
    });
    return events;
  }

  /** Keys of pictures, with the paths at which they are. */
  Map<String, String> attachments() {
    return attachments;
  }

  /** A picture as Inspect attaches it. */
  String attachment(String path) {
    return trial
        .attempt()
        .flatMap(a -> Pictures.read(a, path))
        .map(bytes ->
            "data:"
                + mediaTypes.getOrDefault(path, "image/png")
                + ";base64,"
                + Base64.getEncoder().encodeToString(bytes))
        .orElse("");
  }

  private void step(JsonNode step) {
    moment(step.path("timestamp").asString("")).ifPresent(t -> now = t);
    String source = step.path("source").asString("");
    if (source.equals("agent")) {
      agent(step);
    } else {
      ObjectNode message = message(source).put("source", "input");
      message.set("content", content(step.path("message")));
      if (source.equals("user") && input.isEmpty() && step.path("message").isString()) {
        input = step.path("message").asString();
      }
      if (source.equals("system")) {
        event("info").put("source", "ale").set("data", message.path("content"));
      }
    }
    for (JsonNode result : step.path("observation").path("results")) {
      result(step, result);
    }
  }

  private void agent(JsonNode step) {
    int before = messages.size();
    ObjectNode message = message("assistant").put("source", "generate");
    message.set("content", withReasoning(step));
    String model = step.path("model_name").asString(trial.modelName());
    message.put("model", model);
    if (!step.path("tool_calls").isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (JsonNode call : step.path("tool_calls")) {
        calls
            .addObject()
            .put("id", call.path("tool_call_id").asString(""))
            .put("function", call.path("function_name").asString(""))
            .put("type", "function")
            .set("arguments", call.path("arguments"));
      }
    }
    if (step.path("llm_call_count").asInt(1) == 0) {
      return;
    }
    turns++;
    ObjectNode output = output(step, message, model);
    lastOutput = output;
    ObjectNode event = event("model").put("model", model);
    event.putArray("input");
    event.putArray("input_refs").addArray().add(0).add(before);
    event.putArray("tools");
    event.put("tool_choice", "auto");
    event.putObject("config");
    event.set("output", output);
  }

  private static ObjectNode output(JsonNode step, ObjectNode message, String model) {
    ObjectNode output = Taker.object().put("model", model);
    output
        .putArray("choices")
        .addObject()
        .put("stop_reason", message.has("tool_calls") ? "tool_calls" : "stop")
        .set("message", message);
    output.put(
        "completion", step.path("message").isString() ? step.path("message").asString() : "");
    JsonNode metrics = step.path("metrics");
    if (metrics.has("prompt_tokens") || metrics.has("completion_tokens")) {
      long prompt = metrics.path("prompt_tokens").asLong(0);
      long cached = Math.clamp(metrics.path("cached_tokens").asLong(0), 0, Math.max(0, prompt));
      long completion = metrics.path("completion_tokens").asLong(0);
      ObjectNode usage =
          output
              .putObject("usage")
              .put("input_tokens", prompt - cached)
              .put("output_tokens", completion)
              .put("total_tokens", prompt + completion)
              .put("input_tokens_cache_read", cached);
      if (metrics.has("cost_usd")) {
        usage.set("total_cost", metrics.path("cost_usd"));
      }
    }
    return output;
  }

  private void result(JsonNode step, JsonNode result) {
    String call = result.path("source_call_id").asString("");
    JsonNode content = content(result.path("content"));
    Optional<JsonNode> made = call(step, call);
    if (made.isEmpty()) {
      message("user").set("content", content);
      return;
    }
    String function = made.get().path("function_name").asString("");
    ObjectNode message = message("tool").put("tool_call_id", call).put("function", function);
    message.set("content", content);
    ObjectNode event = event("tool").put("type", "function").put("id", call);
    event.put("function", function);
    event.set("arguments", made.get().path("arguments"));
    event.set("result", content);
    event.put("message_id", message.path("id").asString(""));
  }

  private static Optional<JsonNode> call(JsonNode step, String id) {
    return step.path("tool_calls")
        .valueStream()
        .filter(c -> !id.isEmpty() && c.path("tool_call_id").asString("").equals(id))
        .findFirst();
  }

  private ObjectNode message(String role) {
    return messages.addObject().put("id", trial.id() + "-" + messages.size()).put("role", role);
  }

  private ObjectNode event(String kind) {
    Duration since = Duration.between(trial.started(), now);
    return events
        .addObject()
        .put("uuid", trial.id() + "-e" + events.size())
        .put("timestamp", EvalSample.time(now))
        .put("working_start", Math.max(0, since.toMillis() / 1e3))
        .put("event", kind);
  }

  private static Optional<Instant> moment(String timestamp) {
    try {
      return Optional.of(OffsetDateTime.parse(timestamp).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private JsonNode withReasoning(JsonNode step) {
    JsonNode said = content(step.path("message"));
    if (!step.hasNonNull("reasoning_content")) {
      return said;
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    parts.addObject().put("type", "reasoning").set("reasoning", step.path("reasoning_content"));
    if (said.isArray()) {
      said.forEach(parts::add);
    } else {
      parts.addObject().put("type", "text").set("text", said);
    }
    return parts;
  }

  private JsonNode content(JsonNode content) {
    if (!content.isArray()) {
      return Json.mapper().getNodeFactory().stringNode(content.asString(""));
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    for (JsonNode part : content) {
      if (part.hasNonNull("text")) {
        parts.addObject().put("type", "text").set("text", part.path("text"));
      } else {
        picture(part.path("source"), parts);
      }
    }
    return parts;
  }

  private void picture(JsonNode source, ArrayNode parts) {
    String path = source.path("path").asString("");
    if (Pictures.isAddress(path)) {
      parts.addObject().put("type", "image").put("image", path);
      return;
    }
    if (trial.attempt().flatMap(a -> Pictures.read(a, path)).isEmpty()) {
      losses.add("image", "no picture of at most 32 MiB stands at its path");
      parts
          .addObject()
          .put("type", "text")
          .put("text", "[picture that is not there: " + path + "]");
      return;
    }
    String key = Digest.of(path).substring(0, KEY_LETTERS);
    attachments.put(key, path);
    mediaTypes.put(path, source.path("media_type").asString("image/png"));
    parts.addObject().put("type", "image").put("image", "attachment://" + key);
  }
}
