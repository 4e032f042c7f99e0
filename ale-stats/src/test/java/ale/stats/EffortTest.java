package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EffortTest {
  private static final double[] TRIALS = {2, 2, 2, 2};

  @Test
  void what_failed_trials_took_is_part_of_the_price_of_a_pass() {
    Effort e = Effort.of(TRIALS, new double[] {2, 1, 1, 0}, new double[] {4, 6, 2, 8});
    assertThat(e.trials()).isEqualTo(8);
    assertThat(e.perTrial()).isEqualTo(2.5); // 20 / 8
    assertThat(e.passed()).isEqualTo(4);
    assertThat(e.perPass()).contains(5.0); // 20 / 4
    // Family means 2, 3, 1, 4: standard deviation 1.29099, / 2 = 0.645497; t(3) = 3.182446.
    Interval interval = e.perTrialInterval().orElseThrow();
    assertThat(interval.low()).isCloseTo(2.5 - 3.182446 * 0.645497, within(1e-4));
    assertThat(interval.high()).isCloseTo(2.5 + 3.182446 * 0.645497, within(1e-4));
    assertThat(e.perPassLow().orElseThrow()).isBetween(0.5, 5.0);
  }

  @Test
  void without_a_pass_there_is_no_price_of_one() {
    Effort e = Effort.of(TRIALS, new double[4], new double[] {1, 1, 1, 1});
    assertThat(e.perPass()).isEmpty();
    assertThat(e.perPassLow()).isEmpty();
    assertThat(e.perPassHigh()).isEmpty();
  }

  @Test
  void a_single_pass_sets_no_upper_limit_to_its_price() {
    Effort e = Effort.of(TRIALS, new double[] {1, 0, 0, 0}, new double[] {2, 2, 2, 2});
    assertThat(e.perPass()).contains(8.0);
    assertThat(e.perPassLow().orElseThrow()).isPositive();
    assertThat(e.perPassHigh()).isEmpty(); // (3/4)^4 = 32% of the resamples hold no pass
  }

  @Test
  void one_family_gives_no_interval() {
    Effort e = Effort.of(new double[] {3}, new double[] {1}, new double[] {6});
    assertThat(e.perTrial()).isEqualTo(2);
    assertThat(e.perTrialInterval()).isEmpty();
  }
}
