package ale.interop;

import ale.core.InputException;
import ale.core.Json;
import ale.core.Trajectory;
import ale.core.TrajectoryCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries a trajectory of ALE-v1.0 to ATIF 1.7. What ATIF has no field for goes to {@code
 * extra.ale}, from where {@link AtifToAle} takes it back.
 *
 * <p>ATIF counts cached tokens among the prompt's, ALE's producers do either. A document in which a
 * step read more from the cache than it had input counts them apart, and is added up.
 */
final class AleToAtif {
  static final String VERSION = "ALE-v1.0";
  static final String ASIDE = "ale";

  private static final int SHOWN = 3;

  private final Pictures pictures;
  private final Losses losses;
  private boolean apart;

  AleToAtif(Pictures pictures, Losses losses) {
    this.pictures = pictures;
    this.losses = losses;
  }

  /**
   * The same history in the other format.
   *
   * @throws InputException naming the first field that is not as ALE-v1.0 has it
   */
  ObjectNode convert(JsonNode document) {
    ObjectNode atif = trajectory(new Taker(document, ""));
    List<TrajectoryCheck.Violation> violations = TrajectoryCheck.of(atif);
    if (!violations.isEmpty()) {
      throw new InputException(
          "it cannot be carried to ATIF: "
              + violations.stream()
                  .limit(SHOWN)
                  .map(Object::toString)
                  .collect(Collectors.joining("; ")));
    }
    return atif;
  }

  private ObjectNode trajectory(Taker t) {
    if (!t.needed("schema_version").equals(VERSION)) {
      throw t.wrong("schema_version", "is not " + VERSION);
    }
    ObjectNode aside = Taker.object();
    ObjectNode atif = Taker.object().put("schema_version", Trajectory.VERSION);
    t.text("episode_id").ifPresent(id -> atif.put("trajectory_id", id));
    atif.set("agent", agent(t.child("agent").orElseThrow(() -> t.wrong("agent", "is missing"))));
    for (String name : List.of("task_path", "instruction", "started_at", "ended_at")) {
      t.text(name).ifPresent(v -> aside.put(name, v));
    }
    t.whole("variant_index").ifPresent(v -> aside.set("variant_index", v));
    List<Taker> steps = t.children("steps");
    apart = steps.stream().anyMatch(AleToAtif::countsApart);
    if (apart) {
      aside.put("input_excludes_cache", true);
    }
    ArrayNode made = atif.putArray("steps");
    steps.forEach(s -> made.add(step(s, made.size() + 1)));
    t.child("final_metrics").ifPresent(m -> atif.set("final_metrics", finalMetrics(m)));
    t.text("continued_trajectory_ref").ifPresent(v -> atif.put("continued_trajectory_ref", v));
    finish(t, atif, aside);
    List<Taker> subagents = t.children("subagent_trajectories");
    if (!subagents.isEmpty()) {
      ArrayNode all = atif.putArray("subagent_trajectories");
      subagents.forEach(s -> all.add(new AleToAtif(pictures, losses).trajectory(s)));
    }
    t.rest(losses);
    return atif;
  }

  /** Puts the extra fields in place, and what an ATIF document had left in them. */
  private void finish(Taker t, ObjectNode made, ObjectNode aside) {
    ObjectNode extra = t.object("extra").orElse(Taker.object());
    if (extra.remove(AtifToAle.ASIDE) instanceof ObjectNode back) {
      back.propertyStream()
          .filter(e -> !made.has(e.getKey()))
          .forEach(e -> made.set(e.getKey(), e.getValue()));
    }
    if (extra.has(ASIDE)) {
      losses.add("extra/" + ASIDE, "the name is needed; its content is dropped");
      extra.remove(ASIDE);
    }
    if (!aside.isEmpty()) {
      extra.set(ASIDE, aside);
    }
    if (!extra.isEmpty()) {
      made.set("extra", extra);
    }
  }

  private ObjectNode agent(Taker a) {
    ObjectNode atif = Taker.object().put("name", a.needed("name"));
    Optional<String> version = a.text("version");
    atif.put("version", version.orElse("unknown"));
    ObjectNode aside = Taker.object();
    if (version.isEmpty()) {
      aside.put("no_version", true);
    }
    a.text("model").ifPresent(v -> atif.put("model_name", v));
    finish(a, atif, aside);
    a.rest(losses);
    return atif;
  }

  private static boolean countsApart(Taker step) {
    return step.child("metrics")
        .filter(m ->
            m.whole("cache_read_tokens").map(JsonNode::asLong).orElse(0L)
                > m.whole("input_tokens").map(JsonNode::asLong).orElse(Long.MAX_VALUE))
        .isPresent();
  }

  private ObjectNode step(Taker s, int place) {
    ObjectNode aside = Taker.object();
    ObjectNode atif = Taker.object().put("step_id", place);
    s.whole("step_id").filter(id -> id.asLong() != place).ifPresent(id -> aside.set("step_id", id));
    s.text("timestamp")
        .ifPresent(v -> (TrajectoryCheck.isTimestamp(v) ? atif : aside).put("timestamp", v));
    String source = s.needed("source");
    boolean acts = source.equals("agent");
    if (source.equals("environment")) {
      aside.put("source", source);
    }
    atif.put("source", aside.has("source") ? "system" : source);
    Optional<JsonNode> message = s.any("message");
    atif.set(
        "message",
        message
            .map(m -> content(m, s))
            .orElseGet(() -> Json.mapper().getNodeFactory().stringNode("")));
    if (message.isEmpty()) {
      aside.put("no_message", true);
    }
    s.text("reasoning")
        .ifPresent(v -> (acts ? atif : aside).put(acts ? "reasoning_content" : "reasoning", v));
    Set<String> calls = new HashSet<>();
    if (acts) {
      toolCalls(s, atif, calls);
      s.child("metrics").ifPresent(m -> atif.set("metrics", metrics(m)));
    } else {
      s.any("tool_calls").ifPresent(v -> aside.set("tool_calls", v));
      s.any("metrics").ifPresent(v -> aside.set("metrics", v));
    }
    s.child("observation").ifPresent(o -> observation(o, atif, aside, calls));
    finish(s, atif, aside);
    s.rest(losses);
    return atif;
  }

  private void toolCalls(Taker s, ObjectNode atif, Set<String> ids) {
    ArrayNode calls = Json.mapper().createArrayNode();
    for (Taker c : s.children("tool_calls")) {
      ObjectNode call = calls.addObject();
      String id = c.needed("id");
      ids.add(id);
      call.put("tool_call_id", id).put("function_name", c.needed("name"));
      Optional<JsonNode> arguments = c.any("arguments");
      call.set("arguments", arguments.filter(JsonNode::isObject).orElse(Taker.object()));
      arguments
          .filter(a -> !a.isObject())
          .ifPresent(a -> call.putObject("extra").putObject(ASIDE).set("arguments", a));
      c.rest(losses);
    }
    if (!calls.isEmpty()) {
      atif.set("tool_calls", calls);
    }
  }

  private void observation(Taker o, ObjectNode atif, ObjectNode aside, Set<String> calls) {
    o.any("error").ifPresent(e -> aside.set("observation_error", e));
    ArrayNode results = atif.putObject("observation").putArray("results");
    for (Taker r : o.children("results")) {
      ObjectNode result = results.addObject();
      ObjectNode kept = Taker.object();
      r.text("tool_call_id")
          .ifPresent(id -> {
            if (calls.contains(id)) {
              result.put("source_call_id", id);
            } else {
              kept.put("tool_call_id", id);
            }
          });
      r.any("content").ifPresent(c -> result.set("content", content(c, r)));
      r.flag("is_error").ifPresent(v -> kept.put("is_error", v));
      if (!kept.isEmpty()) {
        result.putObject("extra").set(ASIDE, kept);
      }
      r.rest(losses);
    }
    o.rest(losses);
  }

  private ObjectNode metrics(Taker m) {
    ObjectNode atif = Taker.object();
    Optional<JsonNode> read = m.whole("cache_read_tokens");
    Optional<JsonNode> written = m.whole("cache_creation_tokens");
    m.whole("input_tokens")
        .ifPresent(
            v -> atif.put("prompt_tokens", v.asLong() + (apart ? sum(read) + sum(written) : 0)));
    m.whole("output_tokens").ifPresent(v -> atif.set("completion_tokens", v));
    read.ifPresent(v -> atif.set("cached_tokens", v));
    m.number("cost_usd").ifPresent(v -> atif.set("cost_usd", v));
    ObjectNode kept = Taker.object();
    written.ifPresent(v -> kept.set("cache_creation_tokens", v));
    m.number("duration_ms").ifPresent(v -> kept.set("duration_ms", v));
    if (!kept.isEmpty()) {
      atif.putObject("extra").set(ASIDE, kept);
    }
    m.rest(losses);
    return atif;
  }

  private static long sum(Optional<JsonNode> tokens) {
    return tokens.map(JsonNode::asLong).orElse(0L);
  }

  private ObjectNode finalMetrics(Taker m) {
    ObjectNode atif = Taker.object();
    Optional<JsonNode> read = m.whole("total_cache_read_tokens");
    Optional<JsonNode> written = m.whole("total_cache_creation_tokens");
    m.whole("total_input_tokens")
        .ifPresent(v ->
            atif.put("total_prompt_tokens", v.asLong() + (apart ? sum(read) + sum(written) : 0)));
    m.whole("total_output_tokens").ifPresent(v -> atif.set("total_completion_tokens", v));
    read.ifPresent(v -> atif.set("total_cached_tokens", v));
    m.number("total_cost_usd").ifPresent(v -> atif.set("total_cost_usd", v));
    m.whole("total_steps").ifPresent(v -> atif.set("total_steps", v));
    ObjectNode kept = Taker.object();
    written.ifPresent(v -> kept.set("total_cache_creation_tokens", v));
    m.number("total_duration_ms").ifPresent(v -> kept.set("total_duration_ms", v));
    m.number("reward").ifPresent(v -> kept.set("reward", v));
    m.text("status").ifPresent(v -> kept.put("status", v));
    if (!kept.isEmpty()) {
      atif.putObject("extra").set(ASIDE, kept);
    }
    m.rest(losses);
    return atif;
  }

  private JsonNode content(JsonNode content, Taker owner) {
    if (content.isString()) {
      return content;
    }
    if (!content.isArray()) {
      throw owner.wrong("content", "is neither a string nor an array");
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    for (JsonNode part : content) {
      parts.add(part(new Taker(part, "content")));
    }
    return parts;
  }

  private ObjectNode part(Taker p) {
    String type = p.needed("type");
    ObjectNode atif =
        switch (type) {
          case "text" -> Taker.object().put("type", "text").put("text", p.needed("text"));
          case "image" -> image(p.child("image").orElseThrow(() -> p.wrong("image", "is missing")));
          default -> throw p.wrong("type", "is neither text nor image");
        };
    p.rest(losses);
    return atif;
  }

  private ObjectNode image(Taker i) {
    String kind = i.needed("type");
    Optional<String> declared = i.text("media_type");
    String place =
        switch (kind) {
          case "path" -> i.needed("path");
          case "url" -> i.needed("url");
          case "base64" -> "";
          default -> throw i.wrong("type", "is none of path, url and base64");
        };
    String mediaType =
        declared.filter(Pictures::known).or(() -> Pictures.typeOf(place)).orElse("image/png");
    if (!declared.equals(Optional.of(mediaType))) {
      losses.add("image/media_type", "was not one of ATIF's four; taken from the name, or PNG");
    }
    if (kind.equals("base64")) {
      losses.add("image/data", "written to a file in images/, and comes back as its path");
    }
    String path = kind.equals("base64") ? pictures.unpack(i.needed("data"), mediaType) : place;
    if (kind.equals("path")) {
      pictures.carry(path);
    }
    i.rest(losses);
    ObjectNode atif = Taker.object().put("type", "image");
    atif.putObject("source").put("media_type", mediaType).put("path", path);
    return atif;
  }
}
