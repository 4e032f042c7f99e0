package ale.runner;

import ale.core.Json;
import ale.core.Phase;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last phase of a trial: its outcome is written, once, and all of it is sealed. */
final class Sealing {
  private Sealing() {}

  /**
   * Seals a trial.
   *
   * @param outcome left as it is if one stands there, since outcomes are final
   */
  static void run(
      RunPlan.TrialSpec trial,
      Path folder,
      Journal journal,
      RunListener listener,
      Examiner examiner,
      TrialOutcome outcome) {
    int number = Math.max(1, outcome.attempts().size());
    new Phases(journal, listener, trial, AttemptState.fresh(number, false))
        .run(
            Phase.SEAL,
            facts -> {
              Path file = folder.resolve("outcome.json");
              if (!Files.exists(file)) {
                Json.write(file, outcome);
              }
              Seal seal = Seal.make(folder, examiner);
              Json.write(folder.resolve("seal.json"), seal);
              facts.put("root", seal.root());
            });
  }
}
