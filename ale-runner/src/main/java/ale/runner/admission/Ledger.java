package ale.runner.admission;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the runs of one machine have of it and wait for: {@code ledger.json}, changed by whichever
 * controller, and cleared of those whose process is gone.
 */
public final class Ledger {
  private static final Duration OFTEN = Duration.ofSeconds(1);

  private Ledger() {}

  /** The one in this folder. */
  static SharedFile<Page> in(Path folder) {
    return new SharedFile<>(folder.resolve("ledger.json"), Page.class, Page.EMPTY);
  }

  /**
   * A living process, by its id and its beginning, since ids come again.
   *
   * @param began milliseconds since 1970, 0 if the system does not tell
   */
  record Owner(long process, long began) {
    static Owner me() {
      return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
      return new Owner(
          process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    boolean lives() {
      return ProcessHandle.of(process)
          .filter(ProcessHandle::isAlive)
          .filter(p -> began == 0 || of(p).began() == began)
          .isPresent();
    }
  }

  /** What a trial has. */
  public record Reservation(String run, String trial, Owner owner, Demand demand, Instant at) {}

  /** A run whose next trial waits, and when it was last heard of. */
  record Waiter(String run, Owner owner, Demand demand, Instant since, Instant heard) {}

  /** All of it. */
  record Page(List<Reservation> reservations, List<Waiter> waiters) {
    static final Page EMPTY = new Page(List.of(), List.of());

    Page {
      reservations = List.copyOf(reservations);
      waiters = List.copyOf(waiters);
    }

    Demand taken() {
      return reservations.stream().map(Reservation::demand).reduce(Demand.NOTHING, Demand::plus);
    }

    int running(String run) {
      return (int) reservations.stream().filter(r -> r.run().equals(run)).count();
    }

    long since(Instant when) {
      return reservations.stream()
          .filter(r -> r.at().isAfter(when))
          .mapToLong(r -> r.demand().memoryMegabytes())
          .sum();
    }

    Page with(Reservation one) {
      List<Reservation> all = new ArrayList<>(reservations);
      all.add(one);
      return new Page(all, waiters);
    }

    Page without(Reservation one) {
      List<Reservation> all = new ArrayList<>(reservations);
      all.remove(one);
      return new Page(all, waiters);
    }

    Page without(String run) {
      return new Page(reservations, waiters.stream().filter(w -> !w.run().equals(run)).toList());
    }

    /** With a run in the queue; one that was heard of just now is not written again. */
    Page waiting(String run, Demand demand, Instant now) {
      Optional<Waiter> before = waiters.stream().filter(w -> w.run().equals(run)).findFirst();
      if (before.isPresent()
          && before.get().demand().equals(demand)
          && before.get().heard().plus(OFTEN).isAfter(now)) {
        return this;
      }
      List<Waiter> all = new ArrayList<>(without(run).waiters());
      Instant since = before.map(Waiter::since).orElse(now);
      all.add(new Waiter(run, Owner.me(), demand, since, now));
      return new Page(reservations, all);
    }

    /** Without those who are gone, and those who wait and were not heard of for a while. */
    Page living(Instant now, Duration silence) {
      Map<Owner, Boolean> lives = new ConcurrentHashMap<>();
      return new Page(
          reservations.stream()
              .filter(r -> lives.computeIfAbsent(r.owner(), Owner::lives))
              .toList(),
          waiters.stream()
              .filter(w -> w.heard().plus(silence).isAfter(now))
              .filter(w -> lives.computeIfAbsent(w.owner(), Owner::lives))
              .toList());
    }
  }
}
