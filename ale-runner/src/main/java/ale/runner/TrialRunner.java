package ale.runner;

import ale.core.AleException;
import ale.core.Digest;
import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Phase;
import ale.tasks.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one trial from its plan to its seal. Attempts may be many, exactly one counts; a finished
 * trial is never begun again.
 */
public final class TrialRunner {
  private static final int MOST_ATTEMPTS = 2;

  private final RunFolder run;
  private final Machinery machinery;
  private final RunListener listener;

  public TrialRunner(RunFolder run, Machinery machinery, RunListener listener) {
    this.run = run;
    this.machinery = machinery;
    this.listener = listener;
  }

  /** Runs it, or gives the outcome that it has. */
  public TrialOutcome run(RunPlan.TrialSpec trial) {
    Optional<TrialOutcome> before = run.outcome(trial.id());
    if (before.isPresent()) {
      return before.get();
    }
    Path folder = run.trial(trial.id());
    Instant started = machinery.clock().instant();
    TrialOutcome outcome;
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"), machinery.clock())) {
      List<TrialOutcome.Attempt> attempts = earlier(folder);
      outcome = attempts(trial, folder, journal, started, attempts);
      seal(trial, folder, journal, outcome);
    } catch (PhaseFault e) {
      outcome = unwritten(trial, started, e.fault());
    } catch (AleException e) {
      outcome =
          unwritten(
              trial,
              started,
              new Fault(FaultSource.ENGINE, Phase.BOOT, String.valueOf(e.getMessage())));
    }
    listener.ended(trial, outcome);
    return outcome;
  }

  /** Attempts of a controller that was killed; they are kept and do not count. */
  private static List<TrialOutcome.Attempt> earlier(Path folder) {
    List<TrialOutcome.Attempt> attempts = new ArrayList<>();
    while (Files.isDirectory(folder.resolve("attempt-" + (attempts.size() + 1)))) {
      attempts.add(
          new TrialOutcome.Attempt(
              attempts.size() + 1,
              Optional.of(
                  new Fault(
                      FaultSource.ENGINE, Phase.WORK, "the controller ended before the attempt"))));
    }
    return attempts;
  }

  private TrialOutcome attempts(
      RunPlan.TrialSpec trial,
      Path folder,
      Journal journal,
      Instant started,
      List<TrialOutcome.Attempt> attempts) {
    int first = attempts.size() + 1;
    for (int number = first; ; number++) {
      Phases phases = new Phases(journal, listener, trial, number);
      Attempt attempt =
          new Attempt(machinery, run.plan(), trial, phases, folder.resolve("attempt-" + number));
      try {
        Attempt.Result result = attempt.run(InstancePlan.of(instance(trial), run.plan().grants()));
        attempts.add(new TrialOutcome.Attempt(number, Optional.empty()));
        return new TrialOutcome(
            TrialOutcome.FORMAT,
            trial.id(),
            trial.agent().name(),
            trial.instance().id(),
            trial.instance().cluster(),
            new Outcome.Scored(result.grade().score(), result.grade().passed()),
            number,
            attempts,
            result.grade().missedSteps(),
            result.work().reason(),
            result.workSeconds(),
            result.network().mark(),
            attempt.usage(),
            result.unproven(),
            started,
            machinery.clock().instant());
      } catch (PhaseFault e) {
        attempts.add(new TrialOutcome.Attempt(number, Optional.of(e.fault())));
        if (!again(e.fault()) || number - first + 1 >= MOST_ATTEMPTS) {
          return outcome(trial, started, e.fault(), attempts, attempt.usage());
        }
      }
    }
  }

  /** A dead sandbox is worth a new attempt; a grading that failed was already tried again. */
  private static boolean again(Fault fault) {
    return fault.source() == FaultSource.SANDBOX && fault.phase() != Phase.GRADE;
  }

  private Instance instance(RunPlan.TrialSpec trial) {
    Fault fault;
    if (!trial.instance().problem().isEmpty()) {
      fault = new Fault(FaultSource.TASK, Phase.STAGE, trial.instance().problem());
    } else {
      Path folder = Path.of(trial.instance().path());
      String digest = Files.isDirectory(folder) ? Digest.ofFolder(folder) : "";
      if (digest.equals(trial.instance().digest())) {
        return Instance.load(folder);
      }
      fault =
          new Fault(
              FaultSource.TASK,
              Phase.STAGE,
              folder + " changed since the run was planned; plan a new run");
    }
    listener.fault(trial, 1, fault);
    throw new PhaseFault(fault, new AleException(fault.message()));
  }

  private void seal(RunPlan.TrialSpec trial, Path folder, Journal journal, TrialOutcome outcome) {
    int number = Math.max(1, outcome.attempts().size());
    new Phases(journal, listener, trial, number)
        .run(
            Phase.SEAL,
            facts -> {
              Json.write(folder.resolve("outcome.json"), outcome);
              Seal seal = Seal.make(folder, machinery.examiner());
              Json.write(folder.resolve("seal.json"), seal);
              facts.put("root", seal.root());
              return seal;
            });
  }

  private TrialOutcome unwritten(RunPlan.TrialSpec trial, Instant started, Fault fault) {
    return outcome(trial, started, fault, List.of(), Optional.empty());
  }

  private TrialOutcome outcome(
      RunPlan.TrialSpec trial,
      Instant started,
      Fault fault,
      List<TrialOutcome.Attempt> attempts,
      Optional<ModelUsage> usage) {
    return new TrialOutcome(
        TrialOutcome.FORMAT,
        trial.id(),
        trial.agent().name(),
        trial.instance().id(),
        trial.instance().cluster(),
        new Outcome.Unscored(fault),
        0,
        attempts,
        List.of(),
        "",
        0,
        Optional.empty(),
        usage,
        false,
        started,
        machinery.clock().instant());
  }
}
