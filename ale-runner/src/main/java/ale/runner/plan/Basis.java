package ale.runner.plan;

import com.fasterxml.jackson.annotation.JsonValue;

/** What an estimate rests on. */
public enum Basis {
  /** Medians of earlier trials of the agent on the family. */
  FAMILY("agent and family"),
  /** Medians of earlier trials of the agent on anything. */
  AGENT("agent"),
  /** Limits of the task and the agent, which are never exceeded. */
  LIMIT("limits, at most");

  private final String word;

  Basis(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }
}
