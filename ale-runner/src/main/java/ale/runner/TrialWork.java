package ale.runner;

/** What brings one trial of a run to its outcome, in this process. */
public interface TrialWork {
  /**
   * Runs it, or gives the outcome that it has.
   *
   * @throws Lease.Held if somebody else is at it
   */
  TrialOutcome run(RunFolder run, RunPlan.TrialSpec trial, RunListener listener);

  /** The real one: every phase of the trial, under its lease. */
  static TrialWork on(Machinery machinery) {
    return (run, trial, listener) -> {
      try (Warden warden = new Warden(run, trial.id(), machinery.clock())) {
        Machinery minded = machinery.with(new MindedProvider(machinery.provider(), warden));
        return warden.over(() -> new TrialRunner(run, minded, listener).run(trial));
      }
    };
  }
}
