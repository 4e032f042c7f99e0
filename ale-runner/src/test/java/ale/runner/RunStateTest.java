package ale.runner;

import static ale.runner.FabricatedRun.TEN;
import static ale.runner.FabricatedRun.trial;
import static org.assertj.core.api.Assertions.assertThat;

import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Phase;
import ale.runner.TrialState.Standing;
import ale.runner.Wishes.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunStateTest {
  private static final InstantSource CLOCK = InstantSource.fixed(TEN);

  @TempDir Path runs;

  private static RunState look(FabricatedRun run) {
    return RunState.of(run.folder(), TEN.plusSeconds(300));
  }

  private static List<Standing> standings(RunState state) {
    return state.trials().stream().map(TrialState::standing).toList();
  }

  @Test
  void tells_every_end_by_its_kind_and_unscored_ones_by_source() {
    FabricatedRun run = new FabricatedRun(runs, 4);
    run.scored(1, 1);
    run.unscored(2, FaultSource.GRADER, Phase.GRADE, "it died");
    run.unscored(3, FaultSource.OPERATOR, Phase.WORK, "cancelled");
    run.ended(4, new Outcome.Invalid("it read the reference"), List.of(), 1, List.of());
    RunState state = look(run);
    assertThat(standings(state))
        .containsExactly(Standing.SCORED, Standing.UNSCORED, Standing.UNSCORED, Standing.INVALID);
    assertThat(state.unscored()).containsOnlyKeys("grader", "operator");
    assertThat(state.standing()).isEqualTo(RunState.Word.FINISHED);
    assertThat(state.trials().getFirst().seconds()).isEqualTo(120);
  }

  @Test
  void a_trial_whose_controller_lives_runs_in_the_phase_of_its_journal() {
    FabricatedRun run = new FabricatedRun(runs, 2);
    run.under(1, 2, Phase.WORK);
    try (Lease all = Lease.take(run.folder().path(), CLOCK);
        Lease one = Lease.take(run.place(1), CLOCK)) {
      assertThat(List.of(all, one)).hasSize(2);
      RunState state = look(run);
      assertThat(state.standing()).isEqualTo(RunState.Word.RUNNING);
      TrialState first = state.trials().getFirst();
      assertThat(first.standing()).isEqualTo(Standing.RUNNING);
      assertThat(first.phase()).contains(Phase.WORK);
      assertThat(first.attempt()).isEqualTo(2);
      assertThat(first.since()).contains(TEN.plusSeconds(60));
      assertThat(first.holder().map(Lease.Holder::process)).contains(ProcessHandle.current().pid());
      assertThat(state.trials().get(1).waits()).contains("it is next");
    }
  }

  @Test
  void a_trial_whose_controller_is_gone_has_stopped_and_says_what_to_do() {
    FabricatedRun run = new FabricatedRun(runs, 2);
    run.under(1, 1, Phase.WORK);
    RunState state = look(run);
    assertThat(state.standing()).isEqualTo(RunState.Word.STOPPED);
    assertThat(standings(state)).containsExactly(Standing.STOPPED, Standing.WAITING);
    assertThat(state.trials().get(1).waits())
        .hasValueSatisfying(w -> assertThat(w).contains("ale resume 20261122-made"));
  }

  @Test
  void a_pause_shows_on_the_trials_that_it_holds() {
    FabricatedRun run = new FabricatedRun(runs, 3);
    run.under(1, 1, Phase.WORK);
    run.under(2, 1, Phase.WORK);
    Wishes wishes = Wishes.of(run.folder().path());
    wishes.trial(trial(2), new Wishes.Wish(Kind.PAUSE, TEN, "ann", false));
    wishes.run(new Wishes.Wish(Kind.PAUSE, TEN, "bob", false));
    try (Lease all = Lease.take(run.folder().path(), CLOCK)) {
      assertThat(all).isNotNull();
      RunState state = look(run);
      assertThat(state.standing()).isEqualTo(RunState.Word.PAUSED);
      assertThat(standings(state))
          .containsExactly(Standing.RUNNING, Standing.PAUSED, Standing.PAUSED);
      assertThat(state.trials().get(2).waits())
          .contains("the run is paused by bob since 2026-11-22T10:00:00Z");
    }
  }

  @Test
  void what_the_next_trial_waits_for_is_told_to_those_behind_it_too() {
    FabricatedRun run = new FabricatedRun(runs, 2);
    new Waiting(trial(1), "memory: it needs 4 GB, 1 GB is free", TEN).write(run.folder().path());
    try (Lease all = Lease.take(run.folder().path(), CLOCK)) {
      assertThat(all).isNotNull();
      RunState state = look(run);
      assertThat(state.trials().get(0).waits()).contains("memory: it needs 4 GB, 1 GB is free");
      assertThat(state.trials().get(1).waits())
          .hasValueSatisfying(w -> assertThat(w).contains("after 1 other trial", "1 GB is free"));
    }
  }

  @Test
  void a_torn_last_line_of_a_journal_is_not_seen() throws Exception {
    FabricatedRun run = new FabricatedRun(runs, 1);
    run.under(1, 1, Phase.STAGE);
    Files.writeString(
        run.place(1).resolve("journal.jsonl"),
        "{\"seq\":2,\"at\":\"2026-11-2",
        StandardOpenOption.APPEND);
    assertThat(look(run).trials().getFirst().phase()).contains(Phase.STAGE);
  }

  @Test
  void an_observer_sees_that_a_trial_was_requeued() throws Exception {
    FabricatedRun run = new FabricatedRun(runs, 1);
    run.unscored(1, FaultSource.SANDBOX, Phase.BOOT, "no boot");
    RunObserver observer = new RunObserver(run.folder());
    assertThat(observer.look(TEN).over()).isOne();
    Files.delete(run.place(1).resolve("outcome.json"));
    assertThat(observer.look(TEN).over()).isZero();
  }

  @Test
  void is_data_that_can_be_printed_as_json() {
    FabricatedRun run = new FabricatedRun(runs, 1);
    run.scored(1, 0.5);
    assertThat(Json.line(look(run)))
        .contains("\"standing\":\"finished\"", "\"standing\":\"scored\"", "\"score\":0.5");
  }
}
