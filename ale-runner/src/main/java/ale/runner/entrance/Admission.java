package ale.runner.entrance;

import ale.core.InputException;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an entrance check found.
 *
 * @param format version of this file's format
 * @param agent its name then
 * @param digest what the agent was, to the byte
 * @param layers the verdict on each layer, by its word
 * @param gcua whether it is a generalist computer-use agent: every layer stands
 * @param checked when
 * @param run the run in which the probes were done
 */
public record Admission(
    @JsonProperty("format") String format,
    @JsonProperty("agent") String agent,
    @JsonProperty("digest") String digest,
    @JsonProperty("layers") Map<String, Verdict> layers,
    @JsonProperty("gcua") boolean gcua,
    @JsonProperty("checked") Instant checked,
    @JsonProperty("run") String run) {
  public static final String FORMAT = "ale-admission-1";

  /** What is known of a layer. */
  public enum Verdict {
    @JsonProperty("pass")
    PASS,
    @JsonProperty("fail")
    FAIL,
    /** A fault that was not the agent's kept it from being tried. */
    @JsonProperty("untested")
    UNTESTED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Of two jobs for one layer: a failure fails it, and what was not tried is not known. */
    Verdict and(Verdict other) {
      return this == FAIL || other == FAIL ? FAIL : this == UNTESTED ? this : other;
    }
  }

  public Admission {
    layers = new TreeMap<>(layers);
    if (gcua && !layers.values().stream().allMatch(v -> v == Verdict.PASS)) {
      throw new InputException("an admission that says gcua has a layer that did not pass");
    }
  }
}
