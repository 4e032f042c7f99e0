package ale.engine.slurm;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Phase;
import ale.runner.EngineKind;
import ale.runner.GivenUp;
import ale.runner.Lease;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan.TrialSpec;
import ale.runner.TrialOutcome;
import ale.runner.Wishes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run on a cluster. Each look compares what the run's folder, Slurm's queue and the person want
 * and have, and does what is missing; nothing is kept in memory that another controller would need.
 */
final class Follower {
  /** Slurm takes no array that is larger unless it is told to (MaxArraySize in slurm.conf). */
  private static final int LARGEST_ARRAY = 1000;

  private final Slurm slurm;
  private final EngineKind.Host host;
  private final RunFolder run;
  private final RunListener listener;
  private final GivenUp givenUp;
  private final Set<String> over = new HashSet<>();
  private final Set<String> suspect = new HashSet<>();
  private boolean answers = true;
  private boolean stopped;

  /** An element of an array that may still bring its trial to an end. */
  private record Element(Submission submission, int index, Queue.Found found) {}

  Follower(Slurm slurm, EngineKind.Host host, RunFolder run, RunListener listener) {
    this.slurm = slurm;
    this.host = host;
    this.run = run;
    this.listener = listener;
    this.givenUp = new GivenUp(host.examiner(), host.clock());
    run.outcomes().forEach(o -> over.add(o.trial()));
  }

  /** Looks once; true if every trial is over. */
  synchronized boolean look() {
    if (stopped) {
      return false;
    }
    List<TrialSpec> open = open();
    if (open.isEmpty()) {
      return true;
    }
    List<Submission> submissions =
        Submission.of(run.path()).stream().filter(s -> !s.cancelled()).toList();
    Optional<Queue> queue = queue();
    if (queue.isPresent()) {
      wishes(submissions, queue.get());
      place(open, submissions, queue.get());
    }
    return false;
  }

  /** Tells of trials that are over since the last look, and gives the others. */
  private List<TrialSpec> open() {
    List<TrialSpec> open = new ArrayList<>();
    for (TrialSpec trial : run.trials()) {
      if (over.contains(trial.id())) {
        continue;
      }
      Optional<TrialOutcome> outcome = run.outcome(trial.id());
      if (outcome.isPresent()) {
        over.add(trial.id());
        listener.ended(trial, outcome.get());
      } else {
        open.add(trial);
      }
    }
    return open;
  }

  /** Slurm's controller may be down for a while, which says nothing about the jobs. */
  private Optional<Queue> queue() {
    try {
      Queue queue = slurm.queue();
      answers = true;
      return Optional.of(queue);
    } catch (Slurm.Refused e) {
      if (answers) {
        host.progress().accept("Slurm does not answer, and is asked again: " + e.getMessage());
      }
      answers = false;
      return Optional.empty();
    }
  }

  /** Trials that are under way see to wishes themselves; those that wait are ours. */
  private void wishes(List<Submission> submissions, Queue queue) {
    Wishes.Kind wish = Wishes.of(run.path()).run().wish();
    for (Submission submission : submissions) {
      Optional<String> array = queue.array(submission).map(String::valueOf);
      if (array.isEmpty() || !queue.waits(submission)) {
        continue;
      }
      if (wish == Wishes.Kind.CANCEL) {
        slurm.cancelWaiting(array.get());
      } else if (submission.held() != (wish == Wishes.Kind.PAUSE)) {
        slurm.hold(array.get(), wish == Wishes.Kind.PAUSE);
        submission.hold(wish == Wishes.Kind.PAUSE);
      }
    }
  }

  private void place(List<TrialSpec> open, List<Submission> submissions, Queue queue) {
    Wishes.All wishes = Wishes.of(run.path()).all();
    List<String> homeless = new ArrayList<>();
    int waiting = 0;
    int running = 0;
    for (TrialSpec trial : open) {
      Wishes.Wish wish = wishes.toBegin(trial.id());
      boolean cancelled = wish.wish() == Wishes.Kind.CANCEL;
      Optional<Element> element = element(trial.id(), submissions, queue);
      switch (element.map(e -> e.found().standing()).orElse(Standing.ENDED)) {
        case RUNNING -> running++;
        case WAITING -> {
          waiting++;
          if (cancelled) {
            element.ifPresent(e -> cancel(e, queue));
          }
        }
        case ENDED -> {
          boolean mine = element.isEmpty() || lost(trial, element.get(), cancelled);
          if (mine && cancelled) {
            giveUp(trial, FaultSource.OPERATOR, wish.words());
          } else if (mine && !tooOften(trial, submissions) && wish.wish() == Wishes.Kind.RUN) {
            homeless.add(trial.id());
          }
        }
      }
    }
    submit(homeless, waiting, running);
  }

  /** The element that has the trial now; empty if it must be submitted. */
  private static Optional<Element> element(
      String trial, List<Submission> submissions, Queue queue) {
    for (Submission submission : submissions.reversed()) {
      int index = submission.trials().indexOf(trial);
      if (index >= 0) {
        return submission.loss(index).isPresent()
            ? Optional.empty()
            : Optional.of(new Element(submission, index, queue.element(submission, index)));
      }
    }
    return Optional.empty();
  }

  private void cancel(Element element, Queue queue) {
    queue
        .array(element.submission())
        .ifPresent(array -> slurm.cancel(array + "_" + element.index()));
  }

  /**
   * Whether a trial whose element has ended is lost. A file system may show an outcome late, so the
   * next look decides; and a trial that somebody has is not lost, whoever it is.
   */
  private boolean lost(TrialSpec trial, Element element, boolean cancelled) {
    if (suspect.add(trial.id()) || Lease.holder(run.trial(trial.id())).isPresent()) {
      return false;
    }
    suspect.remove(trial.id());
    String words = element.submission().lose(element.index(), element.found().state());
    if (!cancelled) {
      listener.fault(trial, 1, new Fault(FaultSource.ENGINE, Phase.WORK, "it was lost " + words));
    }
    return true;
  }

  private boolean tooOften(TrialSpec trial, List<Submission> submissions) {
    List<String> losses = new ArrayList<>();
    String lastWords = "";
    for (Submission submission : submissions) {
      int index = submission.trials().indexOf(trial.id());
      Optional<String> loss = index < 0 ? Optional.empty() : submission.loss(index);
      if (loss.isPresent()) {
        losses.add(loss.get());
        lastWords = submission.lastWords(index);
      }
    }
    if (losses.size() < GivenUp.MOST_LOSSES) {
      return false;
    }
    giveUp(
        trial,
        FaultSource.ENGINE,
        "it ended without an outcome "
            + losses.size()
            + " times, "
            + String.join(", ", losses)
            + (lastWords.isEmpty() ? "" : "; its last words: " + lastWords));
    return true;
  }

  private void giveUp(TrialSpec trial, FaultSource source, String message) {
    try {
      givenUp.end(run, trial, source, message);
    } catch (Lease.Held e) {
      host.progress().accept(e.getMessage() + " and is not given up yet");
    }
  }

  /** Lost trials go to the end of the queue, if the person limits how many run at once. */
  private void submit(List<String> trials, int waiting, int running) {
    int room = host.atOnce() > 0 ? host.atOnce() - running : 0;
    if (trials.isEmpty() || (host.atOnce() > 0 && (waiting > 0 || room <= 0))) {
      return;
    }
    List<String> some = trials.subList(0, Math.min(LARGEST_ARRAY, trials.size()));
    Submission submission = Submission.create(run.path(), some, host.command());
    String array;
    try {
      array = slurm.submit(submission, "ale-" + run.plan().id(), host.command(), room);
    } catch (Slurm.Refused e) {
      submission.cancel();
      throw e;
    }
    host.progress()
        .accept(
            "job array " + array + " has " + some.size() + " trials; logs: " + submission.folder());
  }

  /** Ends every job of the run, and does nothing more. */
  synchronized void takeBack() {
    if (stopped) {
      return;
    }
    stopped = true;
    List<Submission> mine = Submission.of(run.path()).stream().filter(s -> !s.cancelled()).toList();
    mine.forEach(Submission::cancel);
    try {
      Queue queue = slurm.queue();
      mine.forEach(s -> queue.array(s).map(String::valueOf).ifPresent(slurm::cancel));
    } catch (Slurm.Refused e) {
      host.progress().accept("the jobs of this run could not be ended: " + e.getMessage());
    }
  }
}
