package ale.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a trajectory while it happens: numbers the steps, stamps their time, puts pictures beside
 * the file and sums up the metrics. Not safe for use by several threads at once.
 */
public final class TrajectoryRecorder {
  private final Path file;
  private AgentInfo agent;
  private final InstantSource clock;
  private final List<Step> steps = new ArrayList<>();
  private final List<Trajectory> subagents = new ArrayList<>();
  private final List<TrajectoryRecorder> children = new ArrayList<>();
  private Optional<String> sessionId = Optional.empty();
  private Optional<String> trajectoryId = Optional.empty();
  private Optional<String> notes = Optional.empty();

  /**
   * A new trajectory.
   *
   * @param file where it is written; its pictures go to {@code images/} beside it
   */
  public TrajectoryRecorder(Path file, AgentInfo agent, InstantSource clock) {
    this.file = file;
    this.agent = agent;
    this.clock = clock;
  }

  public TrajectoryRecorder session(String id) {
    sessionId = Optional.of(id);
    return this;
  }

  public TrajectoryRecorder id(String id) {
    trajectoryId = Optional.of(id);
    return this;
  }

  public TrajectoryRecorder notes(String text) {
    notes = Optional.of(text);
    return this;
  }

  /** The tools that the agent has, as function schemas in OpenAI's form. */
  public TrajectoryRecorder tools(List<ObjectNode> definitions) {
    agent = agent.withTools(definitions);
    return this;
  }

  /** A recorder of a sub-agent of the same harness, whose pictures stand beside these. */
  public TrajectoryRecorder subagent(String id) {
    return new TrajectoryRecorder(file, agent, clock).id(id);
  }

  /** Goes on where an earlier recording ended; its pictures stand with these. */
  public TrajectoryRecorder continuing(Trajectory earlier) {
    steps.addAll(earlier.steps());
    subagents.addAll(earlier.subagents());
    return this;
  }

  /** Appends a step and returns it as it stands in the trajectory. */
  public Step append(Step.Builder step) {
    Step placed = step.build(steps.size() + 1, clock.instant());
    steps.add(placed);
    return placed;
  }

  /**
   * Adds the answer to a tool call to the step that made the call, the latest one of that id. An
   * answer to a call that nobody made becomes a system step of its own, for the format has no other
   * place for it.
   */
  public void observe(String callId, Content content) {
    observe(callId, Observation.Result.of(callId, content));
  }

  /** The same, of a call that delegated to sub-agents. */
  public void observe(String callId, Content content, List<SubagentRef> delegates) {
    observe(
        callId,
        new Observation.Result(
            Optional.of(callId), Optional.of(content), delegates, Optional.empty()));
  }

  /** The same for a result that holds more than content. */
  public void observe(String callId, Observation.Result result) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).toolCalls().stream().anyMatch(c -> c.id().equals(callId))) {
        steps.set(i, steps.get(i).observing(result));
        return;
      }
    }
    append(
        Step.system(Content.of("An answer to " + callId + ", a call that was not recorded"))
            .observation(
                new Observation(
                    List.of(
                        new Observation.Result(
                            Optional.empty(),
                            result.content(),
                            result.subagents(),
                            result.extra())))));
  }

  /**
   * Records a sub-agent, whose trajectory is embedded as soon as it has a step. Its pictures stand
   * with those of this trajectory.
   */
  public TrajectoryRecorder child(String id, AgentInfo subagent) {
    TrajectoryRecorder child = new TrajectoryRecorder(file, subagent, clock).id(id);
    children.add(child);
    return child;
  }

  /** Embeds the trajectory of a sub-agent. */
  public void embed(Trajectory subagent) {
    subagents.add(subagent);
  }

  /**
   * Writes a picture beside the file, once for the same bytes, and returns the part that names it.
   */
  public ContentPart.Image image(byte[] bytes, String mediaType) {
    String extension =
        switch (mediaType) {
          case "image/png" -> "png";
          case "image/jpeg" -> "jpg";
          case "image/gif" -> "gif";
          case "image/webp" -> "webp";
          default ->
              throw new InputException("a trajectory cannot hold a picture of type " + mediaType);
        };
    String path = "images/" + Digest.of(bytes) + "." + extension;
    Path target = file.resolveSibling(path);
    if (!Files.exists(target)) {
      AtomicFiles.write(target, bytes);
    }
    return new ContentPart.Image(new ContentPart.Source(mediaType, path));
  }

  /** What was recorded so far. */
  public Trajectory trajectory() {
    List<Trajectory> embedded = new ArrayList<>(subagents);
    children.stream()
        .filter(c -> !c.steps.isEmpty())
        .map(TrajectoryRecorder::trajectory)
        .forEach(embedded::add);
    return new Trajectory(
        Trajectory.VERSION,
        sessionId,
        trajectoryId,
        agent,
        steps,
        notes,
        Optional.of(FinalMetrics.of(steps)),
        Optional.empty(),
        Optional.empty(),
        embedded);
  }

  /** Writes what was recorded so far; a reader sees the old file or the whole new one. */
  public void save() {
    if (steps.isEmpty()) {
      throw new IllegalStateException("a trajectory has at least one step");
    }
    Json.write(file, trajectory());
  }
}
