package ale.runner;

import ale.runner.TrialState.Standing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a run's folder again and again, and reads of what is over no file twice. */
public final class RunObserver {
  private final RunFolder run;
  private final Wishes wishes;
  private final Optional<List<RunPlan.TrialSpec>> fixed;
  private final Map<String, TrialState> ended = new HashMap<>();

  public RunObserver(RunFolder run) {
    this.run = run;
    this.wishes = Wishes.of(run.path());
    this.fixed =
        run.plan().adaptive().isPresent() ? Optional.empty() : Optional.of(run.plan().trials());
  }

  /** Where it stands now. */
  public synchronized RunState look(Instant now) {
    Optional<Lease.Holder> controller = Lease.holder(run.path());
    Wishes.All wished = wishes.all();
    Set<String> begun = begun();
    Optional<Waiting> waiting = Waiting.read(run.path());
    List<TrialState> states = new ArrayList<>();
    int before = 0;
    for (RunPlan.TrialSpec spec : fixed.orElseGet(run::trials)) {
      String id = spec.id();
      TrialState state;
      if (begun.contains(id)) {
        state = over(id).orElseGet(() -> underWay(id, controller, wished));
      } else {
        state = plain(id, Standing.WAITING);
      }
      if (state.standing() == Standing.WAITING || state.standing() == Standing.STOPPED) {
        state = waits(state, controller, wished, waiting, before++);
      }
      states.add(state);
    }
    return new RunState(
        run.plan().id(),
        standing(states, controller, wished.run()),
        now,
        controller,
        wished.run(),
        states);
  }

  private RunState.Word standing(
      List<TrialState> states, Optional<Lease.Holder> controller, Wishes.Wish wish) {
    if (states.stream().allMatch(TrialState::over) && (fixed.isPresent() || run.over())) {
      return RunState.Word.FINISHED;
    }
    if (wish.wish() == Wishes.Kind.CANCEL) {
      return RunState.Word.CANCELLED;
    }
    boolean alive = controller.isPresent() || states.stream().anyMatch(t -> t.holder().isPresent());
    if (!alive) {
      return RunState.Word.STOPPED;
    }
    return wish.wish() == Wishes.Kind.PAUSE ? RunState.Word.PAUSED : RunState.Word.RUNNING;
  }

  private Set<String> begun() {
    Path trials = run.path().resolve("trials");
    try (Stream<Path> all = Files.isDirectory(trials) ? Files.list(trials) : Stream.empty()) {
      return all.map(p -> String.valueOf(p.getFileName())).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<TrialState> over(String id) {
    TrialState known = ended.get(id);
    if (known != null && Files.exists(run.trial(id).resolve("outcome.json"))) {
      return Optional.of(known);
    }
    Optional<TrialState> now = run.outcome(id).map(TrialState::ended);
    now.ifPresentOrElse(state -> ended.put(id, state), () -> ended.remove(id));
    return now;
  }

  private TrialState underWay(String id, Optional<Lease.Holder> controller, Wishes.All wished) {
    Optional<Lease.Holder> holder =
        Lease.known(run.trial(id)) ? Lease.holder(run.trial(id)) : controller;
    Optional<Journal.Line> last = JournalTail.last(run.trial(id).resolve("journal.jsonl"));
    Standing standing;
    if (holder.isPresent()) {
      boolean still = wished.underWay(id).wish() == Wishes.Kind.PAUSE;
      standing = still ? Standing.PAUSED : Standing.RUNNING;
    } else {
      standing = controller.isPresent() || last.isEmpty() ? Standing.WAITING : Standing.STOPPED;
    }
    return new TrialState(
        id,
        standing,
        Optional.empty(),
        last.map(Journal.Line::attempt).orElse(0),
        last.map(Journal.Line::phase),
        last.map(Journal.Line::at),
        holder,
        Optional.empty(),
        0,
        Optional.empty());
  }

  private static TrialState plain(String id, Standing standing) {
    return new TrialState(
        id,
        standing,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }

  private TrialState waits(
      TrialState state,
      Optional<Lease.Holder> controller,
      Wishes.All wished,
      Optional<Waiting> next,
      int before) {
    Wishes.Wish wish = wished.toBegin(state.trial());
    Standing standing = state.standing();
    String reason;
    if (wish.wish() != Wishes.Kind.RUN) {
      boolean own = !wish.equals(wished.run());
      reason = (own ? "it is " : "the run is ") + wish.words();
      standing = wish.wish() == Wishes.Kind.PAUSE ? Standing.PAUSED : standing;
    } else if (controller.isEmpty()) {
      reason = "nobody runs this run; ale resume " + run.plan().id() + " goes on with it";
    } else if (next.isPresent() && next.get().trial().equals(state.trial())) {
      reason = next.get().reason();
    } else if (before == 0) {
      reason = "it is next";
    } else {
      reason =
          "its turn, after "
              + before
              + (before == 1 ? " other trial" : " other trials")
              + " of this run"
              + next.map(n -> "; the next, " + n.trial() + ", waits for this: " + n.reason())
                  .orElse("");
    }
    return new TrialState(
        state.trial(),
        standing,
        Optional.of(reason),
        state.attempt(),
        state.phase(),
        state.since(),
        state.holder(),
        state.outcome(),
        state.seconds(),
        state.dollars());
  }
}
