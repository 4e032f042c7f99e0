package ale.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * The proof that nothing runs in a sandbox any more: its control groups are empty, or none of its
 * users has a process.
 *
 * @param at when they were seen empty
 * @param killed how many processes were alive before
 * @param groups the control groups or users that were looked at
 * @param exhausted which limits of the sandbox its own programs had run into: {@code disk}, {@code
 *     memory}, {@code processes}
 * @param remaining process ids that were still there; empty, or it is no proof
 */
public record Death(
    Instant at, int killed, List<String> groups, List<String> exhausted, List<Long> remaining) {
  public Death {
    groups = List.copyOf(groups);
    exhausted = List.copyOf(exhausted);
    remaining = List.copyOf(remaining);
  }

  public boolean proven() {
    return remaining.isEmpty();
  }
}
