package ale.core;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds any JSON document against the rules of the Agent Trajectory Interchange Format 1.7.
 *
 * <p>A field that may be absent may also be null. Fields that the format does not know are
 * violations, as in the format's own validator; {@code extra} is the place for them.
 */
public final class TrajectoryCheck {
  /** What a document can do wrong. */
  public enum Rule {
    /** The text is JSON. */
    JSON,
    /** A field has the type that the format gives it. */
    TYPE,
    /** A required field is there. */
    REQUIRED,
    /** The format knows the field. */
    UNKNOWN_FIELD,
    /** The version is one of 1.0 to 1.7. */
    SCHEMA_VERSION,
    /** There is at least one step. */
    STEPS_EMPTY,
    /** Step ids are 1, 2, 3 without gaps. */
    STEP_ID,
    /** A timestamp is ISO-8601. */
    TIMESTAMP,
    /** A step comes from system, user or agent. */
    SOURCE,
    /** What only a model can do stands on steps of the agent. */
    AGENT_ONLY,
    /** A step that took no model call has neither metrics nor reasoning. */
    NO_LLM_CALL,
    /** A result names a tool call of its own step. */
    SOURCE_CALL,
    /** A content part is text or image. */
    CONTENT_TYPE,
    /** A text part has a text and no source, an image part the other way round. */
    CONTENT_FIELDS,
    /** A picture is JPEG, PNG, GIF or WebP. */
    MEDIA_TYPE,
    /** A picture's file stands where its path says. */
    IMAGE_FILE,
    /** A count is not negative. */
    NEGATIVE,
    /** A reference to a sub-agent's trajectory has its id or its path. */
    SUBAGENT_REF,
    /** An embedded trajectory has an id. */
    SUBAGENT_ID,
    /** No two embedded trajectories share an id. */
    SUBAGENT_ID_UNIQUE;

    /** The kebab-case word that stands in messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A broken rule.
   *
   * @param pointer JSON pointer of the place
   */
  public record Violation(String pointer, Rule rule, String message) {
    @Override
    public String toString() {
      return (pointer.isEmpty() ? "/" : pointer) + " " + rule.word() + ": " + message;
    }
  }

  private static final Set<String> MEDIA_TYPES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  /** The version from which a reference names a trajectory, no longer a session. */
  private static final String NO_SESSION_REFS = "ATIF-v1.7";

  private TrajectoryCheck() {}

  /**
   * The violations of a document, in its order, the first {@link Violations#MOST} of them; none if
   * it is a trajectory.
   */
  public static List<Violation> of(JsonNode document) {
    Violations violations = Violations.ofDocument();
    trajectory(new Fields(document, "", violations));
    return violations.list();
  }

  /** The violations of a text. */
  public static List<Violation> of(String text) {
    try {
      return of(ForeignJson.read(text.getBytes(StandardCharsets.UTF_8)));
    } catch (InputException e) {
      return List.of(new Violation("", Rule.JSON, String.valueOf(e.getMessage())));
    }
  }

  /** The violations of a file, its pictures included. */
  public static List<Violation> ofFile(Path file) {
    JsonNode document;
    try {
      document = ForeignJson.read(file);
    } catch (InputException e) {
      return List.of(new Violation("", Rule.JSON, String.valueOf(e.getMessage())));
    }
    Violations violations = Violations.of(file);
    trajectory(new Fields(document, "", violations));
    return violations.list();
  }

  private static void trajectory(Fields t) {
    if (!t.isObject()) {
      return;
    }
    Optional<String> version = t.text("schema_version");
    version
        .filter(v -> !v.matches("ATIF-v1\\.[0-7]"))
        .ifPresent(v ->
            t.violates("schema_version", Rule.SCHEMA_VERSION, v + " is not ATIF-v1.0 to v1.7"));
    boolean sessionRefs = version.filter(v -> v.compareTo(NO_SESSION_REFS) < 0).isPresent();
    t.text("session_id");
    t.text("trajectory_id");
    t.text("notes");
    t.text("continued_trajectory_ref");
    t.object("extra");
    t.required("agent").child("agent").ifPresent(TrajectoryCheck::agent);
    List<Fields> steps = t.required("steps").children("steps");
    if (t.has("steps") && t.node("steps").isEmpty() && t.node("steps").isArray()) {
      t.violates("steps", Rule.STEPS_EMPTY, "there is no step");
    }
    for (int i = 0; i < steps.size(); i++) {
      step(steps.get(i), i + 1, sessionRefs);
    }
    t.child("final_metrics").ifPresent(TrajectoryCheck::finalMetrics);
    Set<String> ids = new HashSet<>();
    for (Fields subagent : t.children("subagent_trajectories")) {
      if (!subagent.has("trajectory_id")) {
        subagent.violates("", Rule.SUBAGENT_ID, "an embedded trajectory needs a trajectory_id");
      } else if (!ids.add(subagent.node("trajectory_id").asString(""))) {
        subagent.violates(
            "trajectory_id", Rule.SUBAGENT_ID_UNIQUE, "two embedded trajectories have this id");
      }
      trajectory(subagent);
    }
    t.nothingElse();
  }

  private static void agent(Fields a) {
    a.required("name").text("name");
    a.required("version").text("version");
    a.text("model_name");
    a.children("tool_definitions");
    a.object("extra");
    a.nothingElse();
  }

  private static void finalMetrics(Fields m) {
    m.whole("total_prompt_tokens");
    m.whole("total_completion_tokens");
    m.whole("total_cached_tokens");
    m.number("total_cost_usd");
    m.count("total_steps");
    m.object("extra");
    m.nothingElse();
  }

  private static void step(Fields s, int expected, boolean sessionRefs) {
    if (!s.isObject()) {
      return;
    }
    s.required("step_id").whole("step_id");
    if (s.node("step_id").isIntegralNumber() && s.node("step_id").asLong(0) != expected) {
      s.violates("step_id", Rule.STEP_ID, "expected " + expected);
    }
    s.text("timestamp")
        .filter(v -> !isTimestamp(v))
        .ifPresent(v -> s.violates("timestamp", Rule.TIMESTAMP, v + " is not ISO-8601"));
    String source = s.required("source").text("source").orElse("");
    if (!source.isEmpty() && !Set.of("system", "user", "agent").contains(source)) {
      s.violates("source", Rule.SOURCE, source + " is not system, user or agent");
    }
    content(s.required("message"), "message");
    s.text("model_name");
    s.textOrNumber("reasoning_effort");
    s.text("reasoning_content");
    Set<String> calls = new HashSet<>();
    for (Fields call : s.children("tool_calls")) {
      call.required("tool_call_id").text("tool_call_id").ifPresent(calls::add);
      call.required("function_name").text("function_name");
      call.required("arguments").object("arguments");
      call.object("extra");
      call.nothingElse();
    }
    s.child("observation").ifPresent(o -> observation(o, calls, sessionRefs));
    s.child("metrics").ifPresent(TrajectoryCheck::metrics);
    s.flag("is_copied_context");
    s.count("llm_call_count");
    s.object("extra");
    s.nothingElse();
    if (!source.equals("agent")) {
      for (String field :
          List.of("model_name", "reasoning_effort", "reasoning_content", "tool_calls", "metrics")) {
        if (s.has(field)) {
          s.violates(field, Rule.AGENT_ONLY, "only a step of the agent may have " + field);
        }
      }
    } else if (s.node("llm_call_count").isIntegralNumber()
        && s.node("llm_call_count").asLong(1) == 0) {
      for (String field : List.of("metrics", "reasoning_content")) {
        if (s.has(field)) {
          s.violates(field, Rule.NO_LLM_CALL, "a step without a model call has no " + field);
        }
      }
    }
  }

  private static void observation(Fields o, Set<String> calls, boolean sessionRefs) {
    for (Fields result : o.required("results").children("results")) {
      result
          .text("source_call_id")
          .filter(id -> !calls.contains(id))
          .ifPresent(id ->
              result.violates(
                  "source_call_id", Rule.SOURCE_CALL, "this step has no tool call " + id));
      content(result, "content");
      for (Fields ref : result.children("subagent_trajectory_ref")) {
        ref.text("trajectory_id");
        ref.text("session_id");
        ref.text("trajectory_path");
        ref.object("extra");
        ref.nothingElse();
        boolean named = sessionRefs && ref.has("session_id");
        if (!ref.has("trajectory_id") && !ref.has("trajectory_path") && !named) {
          ref.violates("", Rule.SUBAGENT_REF, "neither trajectory_id nor trajectory_path");
        }
      }
      result.object("extra");
      result.nothingElse();
    }
    o.nothingElse();
  }

  private static void metrics(Fields m) {
    m.whole("prompt_tokens");
    m.whole("completion_tokens");
    m.whole("cached_tokens");
    m.number("cost_usd");
    m.list("prompt_token_ids", "a whole number", JsonNode::isIntegralNumber);
    m.list("completion_token_ids", "a whole number", JsonNode::isIntegralNumber);
    m.list("logprobs", "a finite number", Fields::isFinite);
    m.object("extra");
    m.nothingElse();
  }

  private static void content(Fields owner, String name) {
    for (Fields part : owner.parts(name)) {
      String type = part.required("type").text("type").orElse("");
      part.text("text");
      part.child("source").ifPresent(TrajectoryCheck::imageSource);
      part.nothingElse();
      switch (type) {
        case "text" -> oneOf(part, "text", "source");
        case "image" -> oneOf(part, "source", "text");
        case "" -> {}
        default -> part.violates("type", Rule.CONTENT_TYPE, type + " is not text or image");
      }
    }
  }

  private static void oneOf(Fields part, String needed, String forbidden) {
    if (!part.has(needed)) {
      part.violates("", Rule.CONTENT_FIELDS, "this part needs a " + needed);
    }
    if (part.has(forbidden)) {
      part.violates(forbidden, Rule.CONTENT_FIELDS, "this part may not have a " + forbidden);
    }
  }

  private static void imageSource(Fields source) {
    source
        .required("media_type")
        .text("media_type")
        .filter(v -> !MEDIA_TYPES.contains(v))
        .ifPresent(v ->
            source.violates("media_type", Rule.MEDIA_TYPE, v + " is not a known picture type"));
    source.required("path").text("path").ifPresent(path -> source.picture("path", path));
    source.nothingElse();
  }

  /** Whether a text is a date, or a date with a time, in ISO-8601. */
  public static boolean isTimestamp(String text) {
    return parses(DateTimeFormatter.ISO_DATE_TIME, text)
        || parses(DateTimeFormatter.ISO_LOCAL_DATE, text);
  }

  private static boolean parses(DateTimeFormatter format, String text) {
    try {
      format.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
