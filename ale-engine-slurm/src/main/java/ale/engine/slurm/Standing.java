package ale.engine.slurm;

import java.util.List;
import java.util.Set;

/** How far an element of a job array is, as far as a trial is concerned. */
enum Standing {
  WAITING,
  RUNNING,
  ENDED;

  private static final Set<String> WAITS =
      Set.of(
          "PENDING",
          "REQUEUED",
          "REQUEUE_FED",
          "REQUEUE_HOLD",
          "RESV_DEL_HOLD",
          "SPECIAL_EXIT",
          "REVOKED");
  private static final Set<String> RUNS =
      Set.of(
          "RUNNING",
          "CONFIGURING",
          "POWER_UP_NODE",
          "COMPLETING",
          "SUSPENDED",
          "STOPPED",
          "RESIZING",
          "SIGNALING",
          "STAGE_OUT",
          "UPDATE_DB");

  /**
   * What a job's state means (squeue(1), "JOB STATE CODES"). Newer versions of Slurm give several
   * words: a state and flags beside it; a job that is completing has processes left.
   */
  static Standing of(List<String> words) {
    if (words.stream().anyMatch(RUNS::contains)) {
      return RUNNING;
    }
    return words.stream().anyMatch(WAITS::contains) ? WAITING : ENDED;
  }
}
