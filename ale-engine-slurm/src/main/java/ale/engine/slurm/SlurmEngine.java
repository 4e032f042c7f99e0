package ale.engine.slurm;

import ale.core.AleException;
import ale.runner.Engine;
import ale.runner.EngineKind;
import ale.runner.Lease;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.TrialOutcome;
import java.time.Duration;
import java.util.List;

/**
 * Runs trials as elements of job arrays, each of them the command {@code ale trial}. What was
 * submitted stands in the run's folder and what goes on in Slurm's queue, so that a controller may
 * be killed and another one goes on. One that is interrupted, also by a signal, takes its jobs
 * back.
 */
final class SlurmEngine implements Engine {
  private final Slurm slurm;
  private final EngineKind.Host host;
  private final Duration look;

  SlurmEngine(Slurm slurm, EngineKind.Host host, Duration look) {
    this.slurm = slurm;
    this.host = host;
    this.look = look;
  }

  @Override
  public List<TrialOutcome> run(RunFolder run, RunListener listener) {
    try (Lease _ = Lease.take(run.path(), host.clock())) {
      Follower follower = new Follower(slurm, host, run, listener);
      Thread onSignal = Thread.ofPlatform().unstarted(follower::takeBack);
      Runtime.getRuntime().addShutdownHook(onSignal);
      try {
        while (!follower.look()) {
          Thread.sleep(look);
        }
        return run.outcomes();
      } catch (InterruptedException e) {
        follower.takeBack();
        Thread.currentThread().interrupt();
        throw new AleException("the run was interrupted; resume it to go on", e);
      } finally {
        forget(onSignal);
      }
    }
  }

  private static void forget(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      return; // a signal came, and it is at work
    }
  }
}
