package ale.runner;

import ale.runner.RunPlan.TrialSpec;
import ale.runner.admission.Demand;
import ale.runner.admission.Doorkeeper;
import ale.runner.admission.Ledger;
import ale.runner.admission.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The trials of a run that have no outcome, in the order in which they may begin on this machine:
 * the order of the plan, but past those that are paused or wait for what a later one does not need.
 * A trial that is requeued while the run goes on is in it again.
 */
final class TrialQueue implements AutoCloseable {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration TELL_AGAIN = Duration.ofSeconds(10);
  private static final int FAR_AHEAD = 64;

  /**
   * A trial that may begin, and what it has of this machine until it is closed.
   *
   * @param refused why it can never begin here
   */
  record Turn(
      TrialSpec trial,
      Optional<String> refused,
      Optional<Ledger.Reservation> reservation,
      TrialQueue queue)
      implements AutoCloseable {
    @Override
    public void close() {
      queue.ended(this);
    }
  }

  private final RunFolder run;
  private final int atOnce;
  private final Optional<Doorkeeper> doorkeeper;
  private final Demands demands;
  private final InstantSource clock;
  private final Wishes wishes;
  private final Map<String, TrialSpec> pending = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /** Trials whose end could not be recorded; only who resumes the run tries them again. */
  private final Set<String> unwritten = new HashSet<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private FileTime looked = FileTime.fromMillis(0);
  private String told = "";
  private Instant toldAt = Instant.EPOCH;

  TrialQueue(
      RunFolder run,
      int atOnce,
      Optional<Doorkeeper> doorkeeper,
      Demands demands,
      InstantSource clock) {
    this.run = run;
    this.atOnce = atOnce;
    this.doorkeeper = doorkeeper;
    this.demands = demands;
    this.clock = clock;
    this.wishes = Wishes.of(run.path());
    fill();
  }

  private void fill() {
    for (TrialSpec trial : run.trials()) {
      if (!underWay.contains(trial.id()) && !unwritten.contains(trial.id()) && !over(trial)) {
        pending.putIfAbsent(trial.id(), trial);
      }
    }
  }

  private boolean over(TrialSpec trial) {
    return Files.exists(run.trial(trial.id()).resolve("outcome.json"));
  }

  /** Waits for the next turn; empty when nothing is left to begin and nothing is under way. */
  Optional<Turn> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        requeued();
        Wishes.All wished = wishes.all();
        if (pending.isEmpty() && underWay.isEmpty()) {
          return Optional.empty();
        }
        Optional<Turn> turn = underWay.size() < atOnce ? turn(wished) : Optional.empty();
        if (turn.isPresent()) {
          String id = turn.get().trial().id();
          pending.remove(id);
          underWay.add(id);
          return turn;
        }
        var _ = changed.awaitNanos(LOOK_AGAIN);
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<Turn> turn(Wishes.All wished) {
    Set<Demand> asked = new HashSet<>();
    Optional<Waiting> waiting = Optional.empty();
    int seen = 0;
    for (TrialSpec trial : pending.values()) {
      Wishes.Kind wish = wished.toBegin(trial.id()).wish();
      if (wish == Wishes.Kind.CANCEL || (doorkeeper.isEmpty() && wish == Wishes.Kind.RUN)) {
        return Optional.of(new Turn(trial, Optional.empty(), Optional.empty(), this));
      }
      if (wish == Wishes.Kind.PAUSE || seen++ >= FAR_AHEAD) {
        continue;
      }
      Demand demand = demands.of(trial);
      if (asked.add(demand)) {
        Verdict verdict = doorkeeper.orElseThrow().ask(run.plan().id(), trial.id(), demand);
        switch (verdict) {
          case Verdict.Admitted a -> {
            return Optional.of(
                new Turn(trial, Optional.empty(), Optional.of(a.reservation()), this));
          }
          case Verdict.Never n -> {
            return Optional.of(new Turn(trial, Optional.of(n.reason()), Optional.empty(), this));
          }
          case Verdict.Wait w -> {
            if (waiting.isEmpty()) {
              waiting = Optional.of(new Waiting(trial.id(), w.reason(), clock.instant()));
            }
          }
        }
      }
    }
    waiting.ifPresent(this::tell);
    return Optional.empty();
  }

  /** Figures in a reason change all the time; they are brought up to date now and then. */
  private void tell(Waiting waiting) {
    String what = waiting.trial() + waiting.reason().replaceFirst(":.*", "");
    if (!what.equals(told) || waiting.since().isAfter(toldAt.plus(TELL_AGAIN))) {
      told = what;
      toldAt = waiting.since();
      waiting.write(run.path());
    }
  }

  /** Who requeues a trial touches the folder of wishes, so nothing else is looked at. */
  private void requeued() {
    Path folder = run.path().resolve("control");
    try {
      if (Files.isDirectory(folder)) {
        FileTime touched = Files.getLastModifiedTime(folder);
        if (touched.compareTo(looked) > 0) {
          looked = touched;
          fill();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ended(Turn turn) {
    if (turn.reservation().isPresent() && over(turn.trial())) {
      demands.learn(run, turn.trial());
    }
    turn.reservation().ifPresent(r -> doorkeeper.orElseThrow().giveBack(r));
    lock.lock();
    try {
      underWay.remove(turn.trial().id());
      if (!over(turn.trial())) {
        unwritten.add(turn.trial().id());
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    doorkeeper.ifPresent(d -> d.leave(run.plan().id()));
  }
}
