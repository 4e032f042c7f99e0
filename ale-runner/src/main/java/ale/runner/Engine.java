package ale.runner;

import java.util.List;

/**
 * Places the trials of a run on machines, and sees to it that each of them ends.
 *
 * <p>Whoever implements it keeps five promises, which the kit {@code EngineContract} checks. It has
 * the run's {@link Lease} as long as it works. A trial that has an outcome is not begun again. A
 * trial may be begun more than once, if the machine on which it ran is lost, but the trial's own
 * lease and its {@code outcome.json} let only one of them count. A trial that ends {@link
 * GivenUp#MOST_LOSSES} times without an outcome is given up: it is unscored, and the fault is the
 * engine's. One trial's misfortune never stops the others.
 */
public interface Engine {
  /**
   * Runs every trial of a run that has no outcome yet, and gives all outcomes in the plan's order.
   *
   * @throws Lease.Held if another controller has the run; nothing was done
   */
  List<TrialOutcome> run(RunFolder run, RunListener listener);
}
