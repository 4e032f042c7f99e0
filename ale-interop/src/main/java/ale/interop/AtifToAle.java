package ale.interop;

import ale.core.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries a valid trajectory of ATIF 1.7 to ALE-v1.0. What ALE has no field for goes to {@code
 * extra.atif}, from where {@link AleToAtif} takes it back, or is reported.
 */
final class AtifToAle {
  static final String ASIDE = "atif";

  /** What an ALE-v1.0 document says of its task, which ATIF does not know. */
  record Task(String path, int variant, String instruction) {
    /** Of a trajectory that comes alone: what the user said first is the instruction. */
    static Task of(JsonNode atif) {
      return new Task("", 0, firstWords(atif));
    }

    private static String firstWords(JsonNode atif) {
      for (JsonNode step : atif.path("steps")) {
        if (step.path("source").asString("").equals("user") && step.path("message").isString()) {
          return step.path("message").asString();
        }
      }
      return "";
    }
  }

  private final Pictures pictures;
  private final Losses losses;
  private boolean apart;

  AtifToAle(Pictures pictures, Losses losses) {
    this.pictures = pictures;
    this.losses = losses;
  }

  ObjectNode convert(JsonNode atif, Task task) {
    return trajectory(new Taker(atif, ""), task);
  }

  private ObjectNode trajectory(Taker t, Task task) {
    t.text("schema_version");
    ObjectNode extra = t.object("extra").orElse(Taker.object());
    ObjectNode back = taken(extra);
    ObjectNode kept = Taker.object();
    apart = back.path("input_excludes_cache").asBoolean(false);
    ObjectNode ale = Taker.object().put("schema_version", AleToAtif.VERSION);
    Optional<String> session = t.text("session_id");
    session.ifPresent(v -> kept.put("session_id", v));
    t.text("trajectory_id").or(() -> session).ifPresent(v -> ale.put("episode_id", v));
    t.child("agent").ifPresent(a -> ale.set("agent", agent(a)));
    ale.put("task_path", back.path("task_path").asString(task.path()));
    ale.put("variant_index", back.path("variant_index").asInt(task.variant()));
    ale.put("instruction", back.path("instruction").asString(task.instruction()));
    List<Taker> steps = t.children("steps");
    ArrayNode made = ale.putArray("steps");
    steps.forEach(s -> made.add(step(s)));
    t.child("final_metrics").ifPresent(m -> ale.set("final_metrics", finalMetrics(m)));
    time(back, "started_at", steps.stream()).ifPresent(v -> ale.put("started_at", v));
    time(back, "ended_at", steps.reversed().stream()).ifPresent(v -> ale.put("ended_at", v));
    t.text("continued_trajectory_ref").ifPresent(v -> ale.put("continued_trajectory_ref", v));
    t.text("notes").ifPresent(v -> kept.put("notes", v));
    finish(ale, extra, kept);
    List<Taker> subagents = t.children("subagent_trajectories");
    if (!subagents.isEmpty()) {
      ArrayNode all = ale.putArray("subagent_trajectories");
      Task same =
          new Task(
              ale.path("task_path").asString(""),
              ale.path("variant_index").asInt(0),
              ale.path("instruction").asString(""));
      subagents.forEach(s -> all.add(new AtifToAle(pictures, losses).trajectory(s, same)));
    }
    t.rest(losses);
    return ale;
  }

  private static Optional<String> time(
      JsonNode back, String name, java.util.stream.Stream<Taker> steps) {
    return Optional.of(back.path(name).asString(""))
        .filter(v -> !v.isEmpty())
        .or(() -> steps.flatMap(s -> s.text("timestamp").stream()).findFirst());
  }

  /** What an ALE document had left in the extra fields. */
  private static ObjectNode taken(ObjectNode extra) {
    return extra.remove(AleToAtif.ASIDE) instanceof ObjectNode back ? back : Taker.object();
  }

  private static void finish(ObjectNode ale, ObjectNode extra, ObjectNode kept) {
    if (!kept.isEmpty()) {
      extra.set(ASIDE, kept);
    }
    if (!extra.isEmpty()) {
      ale.set("extra", extra);
    }
  }

  private ObjectNode agent(Taker a) {
    ObjectNode extra = a.object("extra").orElse(Taker.object());
    ObjectNode back = taken(extra);
    ObjectNode kept = Taker.object();
    ObjectNode ale = Taker.object().put("name", a.needed("name"));
    a.text("version")
        .filter(v -> !back.path("no_version").asBoolean(false))
        .ifPresent(v -> ale.put("version", v));
    a.text("model_name").ifPresent(v -> ale.put("model", v));
    a.any("tool_definitions").ifPresent(v -> kept.set("tool_definitions", v));
    finish(ale, extra, kept);
    a.rest(losses);
    return ale;
  }

  private ObjectNode step(Taker s) {
    ObjectNode extra = s.object("extra").orElse(Taker.object());
    ObjectNode back = taken(extra);
    ObjectNode kept = Taker.object();
    ObjectNode ale = Taker.object();
    s.whole("step_id")
        .ifPresent(id ->
            ale.set("step_id", back.path("step_id").asInt(0) > 0 ? back.path("step_id") : id));
    s.text("timestamp")
        .or(() -> Optional.of(back.path("timestamp").asString("")).filter(v -> !v.isEmpty()))
        .ifPresent(v -> ale.put("timestamp", v));
    ale.put("source", back.path("source").asString(s.needed("source")));
    s.any("message")
        .filter(m -> !back.path("no_message").asBoolean(false))
        .ifPresent(m -> ale.set("message", content(m)));
    s.text("reasoning_content")
        .or(() -> Optional.of(back.path("reasoning").asString("")).filter(v -> !v.isEmpty()))
        .ifPresent(v -> ale.put("reasoning", v));
    toolCalls(s, ale);
    for (String name : List.of("tool_calls", "metrics")) {
      if (back.has(name)) {
        ale.set(name, back.path(name));
      }
    }
    s.child("observation").ifPresent(o -> observation(o, ale, back));
    s.child("metrics").ifPresent(m -> ale.set("metrics", metrics(m)));
    for (String name :
        List.of("model_name", "reasoning_effort", "is_copied_context", "llm_call_count")) {
      s.any(name).ifPresent(v -> kept.set(name, v));
    }
    finish(ale, extra, kept);
    s.rest(losses);
    return ale;
  }

  private void toolCalls(Taker s, ObjectNode ale) {
    ArrayNode calls = Json.mapper().createArrayNode();
    for (Taker c : s.children("tool_calls")) {
      ObjectNode extra = c.object("extra").orElse(Taker.object());
      ObjectNode back = taken(extra);
      if (!extra.isEmpty()) {
        losses.add("/steps/tool_calls/extra", "a tool call of ALE-v1.0 has no extra");
      }
      ObjectNode call =
          calls
              .addObject()
              .put("id", c.needed("tool_call_id"))
              .put("name", c.needed("function_name"));
      Optional<JsonNode> arguments = c.any("arguments");
      call.set(
          "arguments",
          back.has("arguments") ? back.path("arguments") : arguments.orElse(Taker.object()));
      c.rest(losses);
    }
    if (!calls.isEmpty()) {
      ale.set("tool_calls", calls);
    }
  }

  private void observation(Taker o, ObjectNode ale, ObjectNode back) {
    ObjectNode observation = ale.putObject("observation");
    ArrayNode results = observation.putArray("results");
    for (Taker r : o.children("results")) {
      ObjectNode extra = r.object("extra").orElse(Taker.object());
      ObjectNode kept = taken(extra);
      if (!extra.isEmpty()) {
        losses.add("/steps/observation/results/extra", "a result of ALE-v1.0 has no extra");
      }
      ObjectNode result = results.addObject();
      r.text("source_call_id")
          .or(() -> Optional.of(kept.path("tool_call_id").asString("")).filter(v -> !v.isEmpty()))
          .ifPresent(v -> result.put("tool_call_id", v));
      r.any("content").ifPresent(c -> result.set("content", content(c)));
      if (kept.has("is_error")) {
        result.set("is_error", kept.path("is_error"));
      }
      r.rest(losses);
    }
    if (back.has("observation_error")) {
      observation.set("error", back.path("observation_error"));
    }
    o.rest(losses);
  }

  private ObjectNode metrics(Taker m) {
    ObjectNode extra = m.object("extra").orElse(Taker.object());
    ObjectNode back = taken(extra);
    ObjectNode ale = Taker.object();
    Optional<JsonNode> read = m.whole("cached_tokens");
    long cache =
        read.map(JsonNode::asLong).orElse(0L) + back.path("cache_creation_tokens").asLong(0);
    m.whole("prompt_tokens")
        .ifPresent(v -> ale.put("input_tokens", v.asLong() - (apart ? cache : 0)));
    m.whole("completion_tokens").ifPresent(v -> ale.set("output_tokens", v));
    read.ifPresent(v -> ale.set("cache_read_tokens", v));
    copy(back, ale, "cache_creation_tokens");
    m.number("cost_usd").ifPresent(v -> ale.set("cost_usd", v));
    copy(back, ale, "duration_ms");
    for (String name : List.of("prompt_token_ids", "completion_token_ids", "logprobs")) {
      m.any(name)
          .filter(v -> !v.isEmpty())
          .ifPresent(v -> losses.add("/steps/metrics/" + name, "ALE-v1.0 has no token lists"));
    }
    if (!extra.isEmpty()) {
      losses.add("/steps/metrics/extra", "the metrics of ALE-v1.0 have no extra");
    }
    m.rest(losses);
    return ale;
  }

  private ObjectNode finalMetrics(Taker m) {
    ObjectNode extra = m.object("extra").orElse(Taker.object());
    ObjectNode back = taken(extra);
    if (!extra.isEmpty()) {
      losses.add("/final_metrics/extra", "the final metrics of ALE-v1.0 have no extra");
    }
    ObjectNode ale = Taker.object();
    Optional<JsonNode> read = m.whole("total_cached_tokens");
    long cache =
        read.map(JsonNode::asLong).orElse(0L) + back.path("total_cache_creation_tokens").asLong(0);
    m.whole("total_steps").ifPresent(v -> ale.set("total_steps", v));
    m.whole("total_prompt_tokens")
        .ifPresent(v -> ale.put("total_input_tokens", v.asLong() - (apart ? cache : 0)));
    m.whole("total_completion_tokens").ifPresent(v -> ale.set("total_output_tokens", v));
    read.ifPresent(v -> ale.set("total_cache_read_tokens", v));
    copy(back, ale, "total_cache_creation_tokens");
    m.number("total_cost_usd").ifPresent(v -> ale.set("total_cost_usd", v));
    copy(back, ale, "total_duration_ms");
    copy(back, ale, "reward");
    copy(back, ale, "status");
    m.rest(losses);
    return ale;
  }

  private static void copy(ObjectNode from, ObjectNode to, String name) {
    if (from.has(name)) {
      to.set(name, from.path(name));
    }
  }

  private JsonNode content(JsonNode content) {
    if (content.isString()) {
      return content;
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    for (JsonNode part : content) {
      ObjectNode made = parts.addObject().put("type", part.path("type").asString(""));
      if (part.hasNonNull("text")) {
        made.set("text", part.path("text"));
        continue;
      }
      String path = part.path("source").path("path").asString("");
      pictures.carry(path);
      ObjectNode image = made.putObject("image");
      boolean address = Pictures.isAddress(path);
      image.put("type", address ? "url" : "path").put(address ? "url" : "path", path);
      image.set("media_type", part.path("source").path("media_type"));
    }
    return parts;
  }
}
