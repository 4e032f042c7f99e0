package ale.runner;

import ale.core.FaultException;
import ale.core.FaultSource;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does to the sandboxes of one trial what a person wants of it: lets them stand still, go on, or
 * end. It looks at the wishes a few times a second, as long as the trial is under way.
 */
final class Warden implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final Wishes wishes;
  private final String trial;
  private final Pauses pauses;
  private final List<Sandbox> sandboxes = new ArrayList<>();
  private final Thread thread;
  private boolean still;
  private Optional<Wishes.Wish> cancel = Optional.empty();
  private boolean over;

  Warden(RunFolder run, String trial) {
    this.wishes = Wishes.of(run.path());
    this.trial = trial;
    this.pauses = Pauses.of(run.trial(trial));
    look();
    this.thread = Thread.ofVirtual().name("warden-" + trial).start(this::watch);
  }

  /** Takes a sandbox in its care, which another thread uses. */
  <S extends Sandbox> S mind(S sandbox) {
    look();
    synchronized (this) {
      sandboxes.add(sandbox);
      cancel.ifPresent(wish -> sandbox.close());
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
      } catch (SandboxException e) {
        // a part of it ended at this very moment: the next look finds it gone
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
        sandboxes.forEach(Sandbox::close);
      }
      case PAUSE -> still(true);
      case RUN -> still(false);
    }
  }

  private void still(boolean wanted) {
    if (still != wanted) {
      still = wanted;
      pauses.write(wanted);
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
