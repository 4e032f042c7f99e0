package ale.runner;

import ale.core.AleException;
import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Runs trials in this process, as many at once as the machine's processors and memory bear. */
public final class LocalEngine implements Engine {
  private static final long MEGABYTES_FOR_ONE = 6 * 1024;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final TrialWork work;
  private final GivenUp givenUp;
  private final InstantSource clock;
  private final int atOnce;

  public LocalEngine(Machinery machinery, int atOnce) {
    this(TrialWork.on(machinery), machinery.examiner(), machinery.clock(), atOnce);
  }

  LocalEngine(TrialWork work, Examiner examiner, InstantSource clock, int atOnce) {
    this.work = work;
    this.givenUp = new GivenUp(examiner, clock);
    this.clock = clock;
    this.atOnce = atOnce;
  }

  /** How many trials at once suit this machine: one for each processor, if memory allows. */
  public static int suitable() {
    int processors = Runtime.getRuntime().availableProcessors();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          long megabytes = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
          return (int) Math.max(1, Math.min(processors, megabytes / MEGABYTES_FOR_ONE));
        }
      }
    } catch (IOException e) {
      return 1; // not a Linux machine: be careful
    }
    return 1;
  }

  @Override
  public List<TrialOutcome> run(RunFolder run, RunListener listener) {
    Semaphore places = new Semaphore(atOnce);
    List<Future<TrialOutcome>> running = new ArrayList<>();
    try (Lease _ = Lease.take(run.path(), clock);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (RunPlan.TrialSpec trial : run.plan().trials()) {
        places.acquire();
        running.add(
            threads.submit(() -> {
              try {
                return outcome(run, trial, listener);
              } finally {
                places.release();
              }
            }));
      }
      List<TrialOutcome> outcomes = new ArrayList<>();
      for (Future<TrialOutcome> one : running) {
        end(one).ifPresent(outcomes::add);
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AleException("the run was interrupted; resume it to go on", e);
    } catch (ExecutionException e) {
      throw new AleException("a trial could not even be recorded: " + e.getCause(), e);
    }
  }

  /** Nothing if it was not begun for want of disk. */
  private static Optional<TrialOutcome> end(Future<TrialOutcome> one)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(one.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DiskWatch.Full) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A trial that is in somebody else's hands is waited for. */
  private TrialOutcome outcome(RunFolder run, RunPlan.TrialSpec trial, RunListener listener)
      throws InterruptedException {
    int losses = 0;
    while (true) {
      Wishes.Wish wish = Wishes.of(run.path()).toBegin(trial.id());
      try {
        if (wish.wish() == Wishes.Kind.CANCEL && run.outcome(trial.id()).isEmpty()) {
          return givenUp(run, trial, listener, FaultSource.OPERATOR, wish.words());
        }
        return work.run(run, trial, listener);
      } catch (DiskWatch.Full e) {
        throw e;
      } catch (Lease.Held e) {
        Thread.sleep(LOOK_AGAIN);
      } catch (Stopped e) {
        throw e;
      } catch (RuntimeException e) {
        String message = "it ended without an outcome: " + e;
        listener.fault(trial, ++losses, new Fault(FaultSource.ENGINE, Phase.WORK, message));
        if (losses == GivenUp.MOST_LOSSES) {
          return givenUp(run, trial, listener, FaultSource.ENGINE, losses + " times " + message);
        }
      }
    }
  }

  private TrialOutcome givenUp(
      RunFolder run,
      RunPlan.TrialSpec trial,
      RunListener listener,
      FaultSource source,
      String why) {
    TrialOutcome end = givenUp.end(run, trial, source, why);
    listener.ended(trial, end);
    return end;
  }
}
