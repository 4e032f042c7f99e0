package ale.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What can be found wrong with a finished trial: its seal, and the order of its proofs. */
public final class Verification {
  private Verification() {}

  /**
   * What is wrong; empty if nothing is.
   *
   * @param trial a folder with all its files
   */
  public static List<String> of(Path trial, TrialOutcome outcome) {
    return Stream.concat(
            Seal.verify(trial).stream(),
            ProofOrder.check(trial, java.util.Optional.of(outcome)).stream())
        .toList();
  }
}
