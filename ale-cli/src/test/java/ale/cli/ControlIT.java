package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.FaultSource;
import ale.core.Outcome;
import ale.core.Phase;
import ale.runner.Explanation;
import ale.runner.LocalEngine;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunState;
import ale.runner.TrialOutcome;
import ale.runner.TrialState;
import ale.runner.TrialState.Standing;
import ale.tasks.Families;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person changes a run with real sandboxes while it goes on. */
final class ControlIT {
  /** The working time of the task, which a pause outlasts. */
  private static final int LIMIT = 4;

  @TempDir Path folder;

  private static void ale(String... arguments) {
    assertThat(Main.run(arguments)).as(String.join(" ", arguments)).isZero();
  }

  private static String trial(int number) {
    return "oracle--tiny--" + number;
  }

  private static TrialState until(RunFolder run, int number, Predicate<TrialState> wanted)
      throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (true) {
      TrialState state = RunState.of(run, Instant.now()).trial(trial(number)).orElseThrow();
      if (wanted.test(state)) {
        return state;
      }
      assertThat(Instant.now()).as("waits for trial %d: %s", number, state).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean working(TrialState trial) {
    return trial.standing() == Standing.RUNNING && trial.phase().equals(Optional.of(Phase.WORK));
  }

  @Test
  void a_run_is_paused_continued_cancelled_and_requeued_while_it_goes_on() throws Exception {
    Path task =
        TinyTask.in(folder.resolve("tiny"))
            .settings("ale/workstation", LIMIT, 20)
            .file("solution/solve.sh", "mkdir -p output; sleep 1.5; echo 42 > output/a.txt\n")
            .folder();
    RunFolder run =
        new Planner(
                folder.resolve("runs"),
                Families.installed(),
                Lab.agents(),
                InstantSource.system(),
                "test")
            .plan(List.of("oracle"), List.of(task.toString()), List.of(), 3);
    String place = run.path().toString();
    Lab.machinery(); // the image is there before anything is timed
    ale("pause", place, trial(3));
    CompletableFuture<List<TrialOutcome>> engine =
        CompletableFuture.supplyAsync(
            () -> new LocalEngine(Lab.machinery(), 1).run(run, new RunListener() {}));

    until(run, 1, ControlIT::working);
    ale("pause", place, "--now");
    Instant paused = Instant.now();
    assertThat(until(run, 1, t -> t.standing() == Standing.PAUSED).holder()).isPresent();
    assertThat(until(run, 2, t -> true).waits())
        .hasValueSatisfying(w -> assertThat(w).startsWith("the run is paused by"));
    while (Duration.between(paused, Instant.now()).toSeconds() < LIMIT + 1) {
      TimeUnit.MILLISECONDS.sleep(100); // longer than the work may take
    }
    assertThat(until(run, 1, t -> true).phase()).contains(Phase.WORK);
    ale("continue", place);
    until(run, 1, TrialState::over);
    TrialOutcome first = run.outcome(trial(1)).orElseThrow();
    assertThat(first.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(first.workSeconds()).isLessThan(LIMIT);

    until(run, 2, ControlIT::working);
    ale("cancel", place, trial(2));
    until(run, 2, TrialState::over);
    assertThat(run.outcome(trial(2)).orElseThrow().outcome())
        .isInstanceOfSatisfying(
            Outcome.Unscored.class,
            u -> assertThat(u.fault().source()).isEqualTo(FaultSource.OPERATOR));

    ale("requeue", place, trial(2));
    until(run, 2, t -> t.over() && t.standing() == Standing.SCORED);
    TrialOutcome second = run.outcome(trial(2)).orElseThrow();
    assertThat(second.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(second.counts()).isEqualTo(2);
    assertThat(run.trial(trial(2)).resolve("outcome-1.json")).exists();
    assertThat(Explanation.of(run, trial(2), Instant.now()).paragraph())
        .contains("It passed", "operator fault", "It was requeued by");

    assertThat(until(run, 3, t -> true).standing()).isEqualTo(Standing.PAUSED);
    ale("cancel", place, trial(3));
    engine.get(30, TimeUnit.SECONDS);
    assertThat(RunState.of(run, Instant.now()).standing()).isEqualTo(RunState.Word.FINISHED);
    assertThat(RunState.of(run, Instant.now()).unscored()).containsOnlyKeys("operator");
    ale("verify", place);
  }
}
