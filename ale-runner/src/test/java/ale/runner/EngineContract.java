package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.FaultSource;
import ale.core.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every engine must do; each implementation extends this. An engine whose trials are processes
 * of their own on nodes extends {@link ClusterContract}.
 */
public abstract class EngineContract {
  @TempDir Path runs;

  /** The engine's name. */
  protected abstract String engine();

  /** The engine's options. */
  protected Map<String, String> options() {
    return Map.of();
  }

  /** What the engine needs of its environment. */
  protected Map<String, String> environment() {
    return Map.of();
  }

  final KitRun run(int trials) {
    return new KitRun(runs, trials, engine(), options(), environment());
  }

  @Test
  void every_trial_ends_once_and_the_outcomes_stand_in_the_order_of_the_plan() throws Exception {
    try (KitRun run = run(5)) {
      Process controller = run.controller(2);
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      run.assertAllScoredOnce();
      assertThat(run.mostAtOnce()).isLessThanOrEqualTo(2);
      assertThat(run.said(controller))
          .contains(
              "all "
                  + IntStream.rangeClosed(1, 5)
                      .mapToObj(FabricatedRun::trial)
                      .collect(Collectors.joining(" ")));
      assertThat(run.said(controller).lines().filter(l -> l.startsWith("ended"))).hasSize(5);

      assertThat(run.end(run.controller(2))).isZero();
      run.assertAllScoredOnce();
      assertThat(run.starts(1)).as("a finished trial is not begun again").hasSize(1);
    }
  }

  @Test
  void a_second_controller_says_who_has_the_run_and_does_nothing() throws Exception {
    try (KitRun run = run(2)) {
      run.behave(1, KitTrial.Behaviour.WAIT);
      run.behave(2, KitTrial.Behaviour.WAIT);
      Process first = run.controller(1);
      run.awaitStart(1);
      Process second = run.controller(2);
      assertThat(run.end(second)).isEqualTo(KitTrial.HELD);
      assertThat(run.said(second)).contains("in the hands of process " + first.pid(), "since");
      assertThat(run.starts(2)).isEmpty();
      run.go();
      assertThat(run.end(first)).isZero();
      run.assertAllScoredOnce();
    }
  }

  @Test
  void what_a_killed_controller_had_begun_is_finished_by_the_next() throws Exception {
    try (KitRun run = run(4)) {
      run.behave(2, KitTrial.Behaviour.WAIT);
      Process first = run.controller(1);
      run.awaitStart(2);
      first.destroyForcibly().waitFor();
      String before = String.valueOf(run.outcome(1));
      Process next = run.controller(2);
      run.await(
          "the next controller has the run",
          () ->
              Lease.holder(run.folder().path()).map(h -> h.process() == next.pid()).orElse(false));
      run.go();
      assertThat(run.end(next)).as(run.said(next)).isZero();
      run.assertAllScoredOnce();
      assertThat(run.outcome(1)).hasToString(before);
      assertThat(run.starts(1)).hasSize(1);
    }
  }

  @Test
  void an_interrupted_controller_leaves_nothing_at_work_and_loses_nothing() throws Exception {
    try (KitRun run = run(3)) {
      run.behave(1, KitTrial.Behaviour.WAIT_AT_FIRST);
      Process first = run.controller(1);
      run.awaitStart(1);
      long worker = run.starts(1).getFirst().process();
      first.destroy();
      run.end(first);
      run.await(
          "the trial's process has ended",
          () -> ProcessHandle.of(worker).filter(ProcessHandle::isAlive).isEmpty());
      assertThat(run.folder().outcomes()).isEmpty();

      assertThat(run.end(run.controller(1))).isZero();
      run.assertAllScoredOnce();
    }
  }

  @Test
  void a_trial_that_somebody_else_has_begun_is_waited_for_and_not_begun_twice() throws Exception {
    try (KitRun run = run(2)) {
      run.behave(1, KitTrial.Behaviour.WAIT);
      Process other = run.trial(1);
      run.awaitStart(1);
      Process controller = run.controller(2);
      run.await(
          "the other trial has ended",
          () -> run.folder().outcome(FabricatedRun.trial(2)).isPresent());
      Process late = run.trial(1);
      assertThat(run.end(late)).isEqualTo(KitTrial.HELD);
      run.go();
      assertThat(run.end(other)).isZero();
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      assertThat(run.end(run.trial(1))).isZero();
      run.assertAllScoredOnce();
      assertThat(run.starts(1)).hasSize(1);
    }
  }

  @Test
  void a_trial_that_ends_without_an_outcome_is_begun_again() throws Exception {
    try (KitRun run = run(2)) {
      run.behave(1, KitTrial.Behaviour.STUMBLE);
      Process controller = run.controller(2);
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      run.assertAllScoredOnce();
      assertThat(run.starts(1)).hasSize(2);
    }
  }

  @Test
  void a_trial_that_never_has_an_outcome_is_given_up_and_stops_no_other() throws Exception {
    try (KitRun run = run(2)) {
      run.behave(1, KitTrial.Behaviour.POISON);
      Process controller = run.controller(1);
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      assertThat(run.outcome(2)).isEqualTo(new Outcome.Scored(1, true));
      assertThat(run.starts(1)).hasSize(GivenUp.MOST_LOSSES);
      assertThat(run.outcome(1))
          .isInstanceOfSatisfying(
              Outcome.Unscored.class,
              u -> {
                assertThat(u.fault().source()).isEqualTo(FaultSource.ENGINE);
                assertThat(u.fault().message()).contains(lossWords(run));
              });
      assertThat(Seal.verify(run.folder().trial(FabricatedRun.trial(1)))).isEmpty();
    }
  }

  /** What the fault of a trial that was given up must say. */
  String lossWords(KitRun run) {
    return "no outcome of " + FabricatedRun.trial(1);
  }

  @Test
  void a_cancelled_run_ends_with_every_trial_that_was_not_over_unscored() throws Exception {
    try (KitRun run = run(3)) {
      run.behave(2, KitTrial.Behaviour.WAIT);
      Process controller = run.controller(1);
      run.awaitStart(2);
      run.wish(Wishes.Kind.CANCEL);
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      assertThat(run.outcome(1)).isEqualTo(new Outcome.Scored(1, true));
      for (int trial = 2; trial <= 3; trial++) {
        assertThat(run.outcome(trial))
            .isInstanceOfSatisfying(
                Outcome.Unscored.class,
                u -> assertThat(u.fault().source()).isEqualTo(FaultSource.OPERATOR));
      }
      assertThat(run.starts(3)).isEmpty();
    }
  }
}
