package ale.agents;

import ale.core.Content;
import ale.core.ContentPart;
import ale.core.Json;
import ale.core.Metrics;
import ale.core.Step;
import ale.core.SubagentRef;
import ale.core.ToolCall;
import ale.core.TrajectoryRecorder;
import ale.gateway.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One agent's part of a story. A reply of the model is told in pieces, and becomes a step when the
 * next thing happens.
 */
final class Chronicle {
  private static final int LONGEST_NAME = 300;
  private static final int MOST_CALLS = 500;
  private static final int DEEPEST = 100;

  private final String id;
  private final TrajectoryRecorder recorder;
  private final Allotment allotment;
  private final String instruction;
  private final Set<String> counted = new HashSet<>();
  private Optional<Reply> pending = Optional.empty();
  private Usage used = Usage.NONE;

  /**
   * A new one.
   *
   * @param id of the sub-agent
   * @param instruction what it was told, if that is recorded already
   */
  Chronicle(String id, TrajectoryRecorder recorder, Allotment allotment, String instruction) {
    this.id = id;
    this.recorder = recorder;
    this.allotment = allotment;
    this.instruction = instruction;
  }

  private record Result(String callId, List<ContentPart> parts, List<SubagentRef> delegates) {}

  /** A reply of the model, as far as it is known. */
  static final class Reply {
    private final String id;
    private final List<String> texts = new ArrayList<>();
    private final List<String> thoughts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private Optional<Metrics> metrics = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<Instant> time = Optional.empty();

    private Reply(String id) {
      this.id = id;
    }

    Reply text(String text) {
      return add(texts, text);
    }

    Reply thought(String text) {
      return add(thoughts, text);
    }

    private Reply add(List<String> to, String text) {
      if (!text.isBlank()) {
        to.add(text);
      }
      return this;
    }

    Reply call(String callId, String name, JsonNode arguments) {
      if (calls.size() < MOST_CALLS && calls.stream().noneMatch(c -> c.id().equals(callId))) {
        calls.add(new ToolCall(shortened(callId), shortened(name), object(arguments)));
      }
      return this;
    }

    /** The latest count of the same reply wins. */
    Reply used(long prompt, long completion, long cached) {
      metrics = Optional.of(Metrics.of(count(prompt), count(completion), count(cached)));
      return this;
    }

    Reply by(JsonNode modelName) {
      model = Optional.of(shortened(modelName.asString(""))).filter(m -> !m.isEmpty());
      return this;
    }

    Reply at(JsonNode timestamp) {
      time = time.or(() -> Times.of(timestamp));
      return this;
    }

    /** What a call of this reply gave back, known before the reply is complete. */
    Reply later(String callId, List<ContentPart> parts, List<SubagentRef> delegates) {
      if (results.size() < MOST_CALLS) {
        results.add(new Result(callId, parts, delegates));
      }
      return this;
    }

    String id() {
      return id;
    }

    boolean empty() {
      return texts.isEmpty() && thoughts.isEmpty() && calls.isEmpty();
    }
  }

  String id() {
    return id;
  }

  Usage used() {
    return used;
  }

  /** The reply of this id; another one before it is complete. */
  Reply reply(String id) {
    if (pending.isEmpty() || !pending.get().id.equals(id)) {
      flush();
      pending = Optional.of(new Reply(id));
    }
    return pending.get();
  }

  /** The reply of this id, told anew from its beginning. */
  Reply retell(String id) {
    if (pending.isPresent() && pending.get().id.equals(id)) {
      pending = Optional.empty();
    }
    return reply(id);
  }

  /** The reply that is being told, if there is one. */
  Optional<Reply> current() {
    return pending;
  }

  /** Something that was said to the agent. */
  void user(String text, JsonNode timestamp) {
    String said = text.strip();
    boolean known = !instruction.isEmpty() && said.startsWith(instruction.strip());
    if (!said.isEmpty() && !known) {
      flush();
      if (allotment.step()) {
        Step.Builder step = Step.user(Content.of(allotment.text(said)));
        Times.of(timestamp).ifPresent(step::at);
        recorder.append(step);
      }
    }
  }

  /** What a call gave back. */
  void result(String callId, List<ContentPart> parts, List<SubagentRef> delegates) {
    flush();
    if (allotment.step()) {
      recorder.observe(shortened(callId), content(parts), delegates);
    }
  }

  Pictures pictures() {
    return new Pictures(recorder, allotment);
  }

  /** What was told so far becomes a step. */
  void flush() {
    Reply reply = pending.orElse(null);
    pending = Optional.empty();
    if (reply == null || (reply.empty() && reply.metrics.isEmpty()) || !allotment.step()) {
      return;
    }
    Step.Builder step =
        Step.agent(Content.of(allotment.text(String.join("\n", reply.texts))))
            .calls(reply.calls)
            .llmCalls(1);
    if (!reply.thoughts.isEmpty()) {
      step.reasoning(allotment.text(String.join("\n", reply.thoughts)));
    }
    reply.model.ifPresent(step::model);
    reply.time.ifPresent(step::at);
    if (counted.add(reply.id)) {
      reply.metrics.ifPresent(metrics -> {
        step.metrics(metrics);
        used =
            used.plus(
                new Usage(
                    metrics.promptTokens().orElse(0L),
                    metrics.cachedTokens().orElse(0L),
                    0,
                    0,
                    metrics.completionTokens().orElse(0L),
                    0));
      });
    }
    recorder.append(step);
    reply.results.forEach(r -> result(r.callId(), r.parts(), r.delegates()));
  }

  /** Nothing more comes. A sub-agent that left no log has a trajectory all the same. */
  void end() {
    flush();
    if (recorder.trajectory().steps().isEmpty()) {
      recorder.append(Step.system(Content.of("It left no log.")));
    }
  }

  private static Content content(List<ContentPart> parts) {
    return parts.size() == 1 && parts.getFirst() instanceof ContentPart.Text(String text)
        ? Content.of(text)
        : new Content.Parts(parts);
  }

  private static String shortened(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static long count(long tokens) {
    return Math.clamp(tokens, 0, 1_000_000_000_000L);
  }

  /** Arguments of a call are an object; anything else is kept inside one. */
  private static ObjectNode object(JsonNode arguments) {
    if (arguments instanceof ObjectNode object
        && depth(object) <= DEEPEST
        && object.toString().length() <= Allotment.LONGEST_TEXT) {
      return object;
    }
    ObjectNode wrapped = Json.mapper().createObjectNode();
    if (!arguments.isMissingNode() && !arguments.isNull()) {
      String text = arguments.isString() ? arguments.asString() : arguments.toString();
      wrapped.put("input", text.substring(0, Math.min(text.length(), Allotment.LONGEST_TEXT)));
    }
    return wrapped;
  }

  /** A writer of JSON gives up at some depth, which is no reason to lose a trajectory. */
  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return deepest + 1;
  }
}
