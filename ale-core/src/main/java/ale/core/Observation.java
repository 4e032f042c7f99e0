package ale.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What came back from the environment in one step. */
public record Observation(@JsonProperty("results") List<Result> results) {
  public Observation {
    results = List.copyOf(results);
  }

  /**
   * One result.
   *
   * @param callId the tool call of the same step that it answers; absent on system and user steps
   * @param subagents trajectories of agents to which the call delegated
   */
  public record Result(
      @JsonProperty("source_call_id") Optional<String> callId,
      @JsonProperty("content") Optional<Content> content,
      @JsonProperty("subagent_trajectory_ref") @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<SubagentRef> subagents,
      @JsonProperty("extra") Optional<ObjectNode> extra) {
    public Result {
      subagents = List.copyOf(subagents);
    }

    /** The answer to a tool call. */
    public static Result of(String callId, Content content) {
      return new Result(Optional.of(callId), Optional.of(content), List.of(), Optional.empty());
    }

    /** The answer to a tool call that was given to a sub-agent. */
    public static Result of(String callId, Content content, SubagentRef subagent) {
      return new Result(
          Optional.of(callId), Optional.of(content), List.of(subagent), Optional.empty());
    }

    /** Something that no tool call asked for. */
    public static Result of(Content content) {
      return new Result(Optional.empty(), Optional.of(content), List.of(), Optional.empty());
    }
  }
}
