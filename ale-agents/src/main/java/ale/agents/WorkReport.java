package ale.agents;

import ale.core.FaultSource;
import ale.gateway.Usage;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * How the work ended. All of these are graded as the work stands.
 *
 * @param ended {@code done}, {@code gave-up} or {@code limit}
 * @param reason in words
 * @param limit present if a limit ended it
 * @param reported tokens as the harness itself counted them, if it does
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WorkReport(
    String ended, String reason, Optional<FaultSource> limit, Optional<Usage> reported) {
  public static WorkReport done(String reason) {
    return new WorkReport("done", reason, Optional.empty(), Optional.empty());
  }

  /** The agent's own program failed or stopped early. */
  public static WorkReport gaveUp(String reason) {
    return new WorkReport("gave-up", reason, Optional.empty(), Optional.empty());
  }

  public static WorkReport limit(String reason) {
    return new WorkReport("limit", reason, Optional.of(FaultSource.LIMIT), Optional.empty());
  }

  /** The same with the harness's own count of tokens. */
  public WorkReport reporting(Usage tokens) {
    return new WorkReport(ended, reason, limit, Optional.of(tokens));
  }
}
