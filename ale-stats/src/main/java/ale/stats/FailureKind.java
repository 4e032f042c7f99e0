package ale.stats;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Why a scored trial is no pass, in the order in which {@link FailureRule} asks: the first that
 * fits is the trial's kind.
 */
public enum FailureKind {
  RAN_OUT_OF_BUDGET("a limit of time, tokens, dollars or calls ended the work"),
  GAVE_UP("the agent's program ended with an error before the work was done"),
  NOTHING_DELIVERED(
      "none of the declared outputs that the agent itself writes was there, and the score is 0"),
  WRONG_FORMAT(
      "an output that was delivered could not be read by a check, or a gate that witnesses no step"
          + " failed"),
  WRONG_STRATEGY("more than half of the essential steps were missed"),
  MISSED_STEP("at least one essential step was missed, but not more than half"),
  WRONG_VALUE("every essential step was done, yet some check found less than it wanted");

  private final String rule;

  FailureKind(String rule) {
    this.rule = rule;
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** When it applies, in words. */
  public String rule() {
    return rule;
  }
}
