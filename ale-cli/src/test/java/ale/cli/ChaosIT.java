package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.runner.chaos.Chaos;
import ale.runner.chaos.Disturbance;
import ale.runner.chaos.Site;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A small dose of what {@code ale chaos} gives a run; large ones are given by hand. */
final class ChaosIT {
  private static final int KILLS = 4;
  private static final int JOBS = 2;
  private static final int TRIALS = 8;

  private static Chaos.Report report(List<Disturbance> kinds, int strikes, int seed)
      throws Exception {
    Lab.machinery().images().ensure(DrillTask.IMAGE, Screen::say);
    try (ChaosSite site = ChaosSite.open(Places.standard(), kinds, TRIALS, JOBS)) {
      Chaos.Report report =
          new Chaos(site, kinds, new SplittableRandom(seed), Screen::say).run(strikes);
      assertThat(report.kills()).isEqualTo(strikes);
      assertThat(report.trials()).isGreaterThanOrEqualTo(TRIALS);
      assertThat(report.lost()).isZero();
      assertThat(report.doubled()).isZero();
      assertThat(report.leaked()).isEqualTo(new Site.Leaked(0, 0, 0, 0));
      assertThat(report.outcomesEqual()).isTrue();
      site.remove();
      return report;
    }
  }

  @Test
  void a_run_whose_controller_is_killed_again_and_again_ends_as_if_it_had_not_been()
      throws Exception {
    assertThat(report(List.of(Disturbance.CONTROLLER), KILLS, 1).phasesRedone())
        .as("of each trial that was under way, one for a kill")
        .isLessThanOrEqualTo(KILLS * JOBS);
  }

  @Test
  void a_run_whose_disk_fills_up_and_whose_clock_jumps_ends_as_if_they_had_not() throws Exception {
    assertThat(report(List.of(Disturbance.DISK), 2, 1).phasesRedone()).isNotNegative();
    assertThat(report(List.of(Disturbance.CLOCK), 2, 1).phasesRedone()).isZero();
  }
}
