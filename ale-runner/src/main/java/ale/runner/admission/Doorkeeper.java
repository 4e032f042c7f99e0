package ale.runner.admission;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets trials begin when this machine really has what they need, and shares it between the runs of
 * the machine: of two runs that wait, the one with fewer trials under way is next.
 */
public final class Doorkeeper {
  /** A trial that began so lately does not show yet in what the machine has left. */
  private static final Duration YOUNG = Duration.ofSeconds(20);

  /** Who waits is heard of much more often than this. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** After so long, no smaller trial of another run slips past a large one that waits. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(2);

  private final Machine machine;
  private final Settings settings;
  private final SharedFile<Ledger.Page> ledger;
  private final Observed observed;
  private final InstantSource clock;

  public Doorkeeper(Machine machine, Settings settings, Path state, InstantSource clock) {
    this.machine = machine;
    this.settings = settings;
    this.ledger = Ledger.in(state.resolve("admission"));
    this.observed = new Observed(state);
    this.clock = clock;
  }

  /** The one of this machine. */
  public static Doorkeeper here(Path runs, Path state, InstantSource clock) {
    return new Doorkeeper(Machine.here(runs), Settings.in(state), state, clock);
  }

  /** What earlier trials really used here. */
  public Observed observed() {
    return observed;
  }

  /** Why such a trial can never begin on this machine. */
  public Optional<String> never(Demand demand) {
    return new Room(machine.read(), settings, Demand.NOTHING, 0, 0).never(demand);
  }

  /** Lets a trial begin, or says why not; who asks again and again is in the queue. */
  public Verdict ask(String run, String trial, Demand demand) {
    Machine.Reading now = machine.read();
    Instant at = clock.instant();
    return ledger.change(written -> {
      Ledger.Page page = written.living(at, SILENCE);
      Room room =
          new Room(
              now, settings, page.taken(), page.since(at.minus(YOUNG)), page.reservations().size());
      Optional<String> never = room.never(demand);
      if (never.isPresent()) {
        return new SharedFile.Change<>(new Verdict.Never(never.get()), page.without(run));
      }
      Optional<String> reason = room.lacks(demand).or(() -> turnOfAnother(page, run, room, at));
      if (reason.isPresent()) {
        return new SharedFile.Change<>(
            new Verdict.Wait(reason.get()), page.waiting(run, demand, at));
      }
      var taken = new Ledger.Reservation(run, trial, Ledger.Owner.me(), demand, at);
      return new SharedFile.Change<>(new Verdict.Admitted(taken), page.without(run).with(taken));
    });
  }

  private static Optional<String> turnOfAnother(
      Ledger.Page page, String run, Room room, Instant now) {
    int mine = page.running(run);
    return page.waiters().stream()
        .filter(w -> !w.run().equals(run) && page.running(w.run()) < mine)
        .filter(w -> room.lacks(w.demand()).isEmpty() || w.since().plus(LONG_WAIT).isBefore(now))
        .map(w ->
            "its run's turn: run "
                + w.run()
                + " has fewer trials under way on this machine, and is next")
        .findFirst();
  }

  /** Gives back what a trial had. */
  public void giveBack(Ledger.Reservation reservation) {
    ledger.change(page -> new SharedFile.Change<>(true, page.without(reservation)));
  }

  /** Says that a run waits for nothing any more. */
  public void leave(String run) {
    ledger.change(page -> new SharedFile.Change<>(true, page.without(run)));
  }
}
