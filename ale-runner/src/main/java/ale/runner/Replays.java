package ale.runner;

import ale.core.Grade;
import ale.core.InputException;
import ale.core.Json;
import ale.core.Outcome;
import ale.gateway.SessionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trials that are run again with what their model said then. */
public final class Replays {
  private Replays() {}

  /**
   * Plans a run of one trial again.
   *
   * @param match how a request finds its recorded answer
   * @param forkAt the first call, counted from 1, that goes to a live provider again
   */
  public static RunFolder plan(
      Path runs,
      RunFolder then,
      String trial,
      SessionSpec.Match match,
      Optional<Integer> forkAt,
      InstantSource clock) {
    RunPlan.TrialSpec spec =
        then.plan().trials().stream()
            .filter(t -> t.id().equals(trial))
            .findFirst()
            .orElseThrow(() -> new InputException("there is no trial " + trial));
    Path cassette = cassette(then, trial);
    return RunFolder.create(
        runs,
        new RunPlan(
                RunPlan.FORMAT,
                Planner.id(clock.instant()),
                clock.instant(),
                then.plan().version(),
                List.of(spec.agent()),
                List.of(spec.instance()),
                1,
                then.plan().grants(),
                Optional.of(
                    new RunPlan.Again(
                        then.plan().id(),
                        trial,
                        new SessionSpec.Replay(cassette.toString(), match, forkAt))))
            .on(then.plan().taken()));
  }

  /** What the attempt recorded that counts, or the last one if none does. */
  private static Path cassette(RunFolder run, String trial) {
    TrialOutcome outcome =
        run.outcome(trial)
            .orElseThrow(() -> new InputException("trial " + trial + " has no outcome yet"));
    int attempt = outcome.counts() > 0 ? outcome.counts() : outcome.attempts().size();
    Path folder = run.trial(trial).resolve("attempt-" + attempt).resolve("model");
    if (!Files.isDirectory(folder)) {
      throw new InputException("trial " + trial + " asked no model, so there is nothing to replay");
    }
    return folder.toAbsolutePath();
  }

  /** In what two trials differ, in words; empty if they ended the same. */
  public static List<String> differences(
      RunFolder then, TrialOutcome one, RunFolder now, TrialOutcome other) {
    List<String> found = new ArrayList<>();
    if (!words(one.outcome()).equals(words(other.outcome()))) {
      found.add("then " + words(one.outcome()) + ", now " + words(other.outcome()));
    }
    List<String> before = checks(then, one);
    List<String> after = checks(now, other);
    before.stream().filter(c -> !after.contains(c)).forEach(c -> found.add("only then: " + c));
    after.stream().filter(c -> !before.contains(c)).forEach(c -> found.add("only now: " + c));
    return found;
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored s -> "scored " + s.score();
      case Outcome.Unscored u -> "unscored by a " + u.fault().source().word() + " fault";
      case Outcome.Invalid i -> "invalid: " + i.reason();
    };
  }

  private static List<String> checks(RunFolder run, TrialOutcome outcome) {
    Path file =
        run.trial(outcome.trial()).resolve("attempt-" + outcome.counts()).resolve("grade.json");
    return Files.exists(file)
        ? Json.read(file, Grade.class).checks().stream()
            .map(c -> "check " + c.id() + " with " + c.credit())
            .toList()
        : List.of();
  }
}
