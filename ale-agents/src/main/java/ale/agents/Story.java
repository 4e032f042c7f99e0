package ale.agents;

import ale.core.AgentInfo;
import ale.core.SubagentRef;
import ale.core.TrajectoryRecorder;
import ale.gateway.Usage;
import java.util.LinkedHashMap;
import java.util.List;

/** What a program and its sub-agents did, on its way from native logs into a trajectory. */
final class Story {
  private static final int MOST_SUBAGENTS = 200;

  private final TrajectoryRecorder recorder;
  private final String harness;
  private final String version;
  private final Allotment allotment = new Allotment();
  private final Chronicle main;
  private final LinkedHashMap<String, Chronicle> children = new LinkedHashMap<>();

  /**
   * A new story.
   *
   * @param instruction stands in the trajectory already, so that the log's own copy is left out
   */
  Story(TrajectoryRecorder recorder, String harness, String version, String instruction) {
    this.recorder = recorder;
    this.harness = harness;
    this.version = version;
    this.main = new Chronicle("", recorder, allotment, instruction);
  }

  Chronicle main() {
    return main;
  }

  /** The sub-agent of this id, which may be new. */
  Chronicle child(String id) {
    String name = id.substring(0, Math.min(id.length(), 200));
    if (!children.containsKey(name) && children.size() >= MOST_SUBAGENTS) {
      return children.lastEntry().getValue();
    }
    return children.computeIfAbsent(
        name,
        i -> new Chronicle(i, recorder.child(i, AgentInfo.of(harness, version)), allotment, ""));
  }

  /** What the result of a call says of the sub-agent it was given to; none if there is no id. */
  List<SubagentRef> delegates(String id) {
    return id.isEmpty() ? List.of() : List.of(SubagentRef.embedded(child(id).id()));
  }

  /** Tokens of all replies, as the program counted them. */
  Usage used() {
    return children.values().stream().map(Chronicle::used).reduce(main.used(), Usage::plus);
  }

  void end() {
    main.end();
    children.values().forEach(Chronicle::end);
  }
}
