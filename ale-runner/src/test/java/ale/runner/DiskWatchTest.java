package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskWatchTest {
  private static final double MORE_THAN_THERE_IS = 1e9;

  @TempDir Path folder;

  private DiskWatch watch(double warn, double floor) {
    return DiskWatch.over(Map.of("runs", folder.resolve("not/yet/there")), warn, floor);
  }

  @Test
  void enough_disk_is_no_reason_to_say_anything() {
    assertThat(watch(0, 0).warning()).isEmpty();
    assertThat(watch(0, 0).objection()).isEmpty();
    assertThat(DiskWatch.none().objection()).isEmpty();
  }

  @Test
  void little_disk_is_said_and_stops_nothing() {
    assertThat(watch(MORE_THAN_THERE_IS, 0).warning())
        .hasValueSatisfying(w -> assertThat(w).contains("the disk of runs (" + folder, "GB free"));
    assertThat(watch(MORE_THAN_THERE_IS, 0).objection()).isEmpty();
  }

  @Test
  void no_trial_begins_below_the_floor() {
    assertThat(watch(MORE_THAN_THERE_IS, MORE_THAN_THERE_IS).objection())
        .hasValueSatisfying(
            o -> assertThat(o).contains("no new trial begins below 1000000000.00 GB"));
  }

  @Test
  void work_below_the_floor_is_told_once_and_leaves_trials_as_they_are() throws Exception {
    SmallWorld world = new SmallWorld(folder);
    RunFolder run = world.run(List.of("clerk"), world.task("one"));
    world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    List<String> told = new ArrayList<>();
    List<String> worked = new ArrayList<>();
    TrialWork work =
        watch(MORE_THAN_THERE_IS, MORE_THAN_THERE_IS)
            .guarding(
                (where, trial, listener) -> {
                  worked.add(trial.id());
                  return where.outcome(trial.id()).orElseThrow();
                },
                told::add);
    work.run(run, SmallWorld.trial(run, 0), new RunListener() {});
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> work.run(run, SmallWorld.trial(run, 1), new RunListener() {}))
          .isInstanceOf(DiskWatch.Full.class);
    }
    assertThat(worked).as("what has an outcome needs no disk").hasSize(1);
    assertThat(told).hasSize(1).first().asString().contains("no new trial begins");
    assertThat(run.trial(SmallWorld.trial(run, 1).id())).doesNotExist();
  }

  @Test
  void an_engine_gives_the_outcomes_that_there_are_and_leaves_the_rest() throws Exception {
    SmallWorld world = new SmallWorld(folder);
    RunFolder run = world.run(List.of("clerk"), world.task("one"));
    world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    TrialWork work =
        watch(MORE_THAN_THERE_IS, MORE_THAN_THERE_IS)
            .guarding(
                (where, trial, listener) -> where.outcome(trial.id()).orElseThrow(), said -> {});
    LocalEngine engine =
        new LocalEngine(work, Examiner.at(folder.resolve("keys")), SmallWorld.CLOCK, 1);
    assertThat(engine.run(run, new RunListener() {}))
        .extracting(TrialOutcome::trial)
        .containsExactly(SmallWorld.trial(run, 0).id());
    assertThat(run.remaining()).hasSize(1);
  }
}
