package ale.runner;

import ale.core.AleException;
import ale.core.Fault;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Phase;
import ale.sandbox.Sandbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does to the sandboxes of one trial what a person wants of it: lets them stand still, go on, or
 * end. It looks at the wishes a few times a second, as long as the trial is under way.
 */
final class Warden implements AutoCloseable {
  private static final ScopedValue<Warden> CURRENT = ScopedValue.newInstance();
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Wishes wishes;
  private final String trial;
  private final InstantSource clock;
  private final Pauses pauses;
  private final List<Sandbox> sandboxes = new ArrayList<>();
  private final Thread thread;
  private boolean still;
  private Optional<Wishes.Wish> cancel = Optional.empty();
  private boolean over;

  Warden(RunFolder run, String trial, InstantSource clock) {
    this.clock = clock;
    this.wishes = Wishes.of(run.path());
    this.trial = trial;
    this.pauses = Pauses.of(run.trial(trial));
    look();
    this.thread = Thread.ofVirtual().name("warden-" + trial).start(this::watch);
  }

  /** Does the work of a trial in this care. */
  <T> T over(ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** What an exception in a phase means if a person has ended the trial of this thread. */
  static Optional<Fault> fault(Phase phase) {
    return CURRENT.isBound()
        ? CURRENT.get().cancelled().map(why -> new Fault(FaultSource.OPERATOR, phase, why))
        : Optional.empty();
  }

  /** Takes a sandbox in its care, which another thread uses. */
  <S extends Sandbox> S mind(S sandbox) {
    look();
    synchronized (this) {
      sandboxes.add(sandbox);
      cancel.ifPresent(wish -> end(sandbox));
      if (still && sandbox instanceof Sandbox.Pausable pausable) {
        pausable.pause();
      }
    }
    allowed();
    return sandbox;
  }

  /**
   * Does nothing, unless the trial is cancelled.
   *
   * @throws FaultException if it is
   */
  void allowed() {
    Optional<String> why = cancelled();
    if (why.isPresent()) {
      throw new FaultException(FaultSource.OPERATOR, why.get());
    }
  }

  /** Why the trial was ended, if a person did that. */
  synchronized Optional<String> cancelled() {
    return cancel.map(wish -> "it was " + wish.words());
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK_AGAIN);
        look();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (AleException e) {
        // a part of the sandbox ended at this very moment, or the wish cannot be read: look again
      }
    }
  }

  private synchronized void look() {
    if (over || cancel.isPresent()) {
      return;
    }
    Wishes.Wish wish = wishes.underWay(trial);
    switch (wish.wish()) {
      case CANCEL -> {
        cancel = Optional.of(wish);
        sandboxes.forEach(Warden::end);
      }
      case PAUSE -> still(true);
      case RUN -> still(false);
    }
  }

  /** Who uses it notices, and closes it. */
  private static void end(Sandbox sandbox) {
    if (sandbox instanceof Sandbox.Mortal mortal) {
      mortal.kill();
    } else {
      sandbox.close();
    }
  }

  private void still(boolean wanted) {
    if (still != wanted) {
      still = wanted;
      if (sandboxes.stream().allMatch(Sandbox.Pausable.class::isInstance)) {
        pauses.write(clock.instant(), wanted);
      }
      for (Sandbox sandbox : sandboxes) {
        if (sandbox instanceof Sandbox.Pausable pausable) {
          if (wanted) {
            pausable.pause();
          } else {
            pausable.resume();
          }
        }
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    synchronized (this) {
      over = true;
    }
  }
}
