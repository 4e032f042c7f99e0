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

  @Test
  void a_run_whose_controller_is_killed_again_and_again_ends_as_if_it_had_not_been()
      throws Exception {
    Lab.machinery().images().ensure(DrillTask.IMAGE, Screen::say);
    List<Disturbance> kinds = List.of(Disturbance.CONTROLLER);
    try (ChaosSite site = ChaosSite.open(Places.standard(), kinds, 8, JOBS)) {
      Chaos.Report report = new Chaos(site, kinds, new SplittableRandom(1), Screen::say).run(KILLS);
      assertThat(report.kills()).isEqualTo(KILLS);
      assertThat(report.trials()).isGreaterThanOrEqualTo(8);
      assertThat(report.lost()).isZero();
      assertThat(report.doubled()).isZero();
      assertThat(report.leaked()).isEqualTo(new Site.Leaked(0, 0, 0, 0));
      assertThat(report.outcomesEqual()).isTrue();
      assertThat(report.phasesRedone())
          .as("of each trial that was under way, one for a kill")
          .isLessThanOrEqualTo(KILLS * JOBS);
      site.remove();
    }
  }
}
