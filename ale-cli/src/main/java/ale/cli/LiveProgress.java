package ale.cli;

import ale.core.Fault;
import ale.core.Outcome;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunObserver;
import ale.runner.RunPlan.TrialSpec;
import ale.runner.TrialOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A run as it goes on: one line for each trial that ended and each fault, and on a terminal the
 * {@link RunView} below them, read from the run's folder.
 */
final class LiveProgress implements RunListener, AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(500);

  private final RunObserver observer;
  private final Optional<LiveBoard> board;
  private final Optional<Thread> painter;
  private final IntSupplier all;
  private int ended;

  LiveProgress(RunFolder run) {
    int planned = run.plan().trials().size();
    all = run.plan().adaptive().isPresent() ? () -> run.trials().size() : () -> planned;
    ended = run.outcomes().size();
    observer = new RunObserver(run);
    board = LiveBoard.possible() ? Optional.of(LiveBoard.open()) : Optional.empty();
    painter = board.map(b -> Thread.ofVirtual().name("live-board").start(() -> paint(b)));
  }

  private void paint(LiveBoard on) {
    try {
      while (true) {
        on.show(RunView.lines(observer.look(Instant.now()), on.width()));
        Thread.sleep(REDRAW);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void fault(TrialSpec trial, int attempt, Fault fault) {
    line(
        String.format(
            "     %s  attempt %d, %s fault in %s: %s",
            trial.id(), attempt, fault.source().word(), fault.phase().word(), fault.message()));
  }

  @Override
  public synchronized void ended(TrialSpec trial, TrialOutcome outcome) {
    ended++;
    line(
        String.format(
            Locale.ROOT,
            "%3d/%d  %-64s %-8s %6.1f s of work",
            ended,
            all.getAsInt(),
            trial.id(),
            score(outcome.outcome()),
            outcome.workSeconds()));
  }

  static String score(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored s -> String.format(Locale.ROOT, "%.3f", s.score());
      case Outcome.Unscored u -> "unscored (" + u.fault().source().word() + ")";
      case Outcome.Invalid i -> "invalid";
    };
  }

  private void line(String text) {
    board.ifPresentOrElse(b -> b.line(text), () -> Screen.say(text));
  }

  @Override
  public void close() {
    painter.ifPresent(p -> {
      p.interrupt();
      try {
        p.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    board.ifPresent(LiveBoard::close);
  }
}
