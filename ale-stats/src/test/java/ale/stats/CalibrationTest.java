package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CalibrationTest {
  @Test
  void few_agents_say_nothing_and_every_family_is_provisional() {
    Trials trials =
        Trials.builder().add("a", "t", "f", 1, 1, true).add("b", "t", "f", 1, 0, false).build();
    Calibration known = Calibration.of(Responses.byFamily(trials));
    assertThat(known).isEqualTo(Calibration.none());
    assertThat(known.provisional("f")).isTrue();
    assertThat(known.item("f")).isEqualTo(known.unknown());
    assertThat(known.unknown().interceptError()).isGreaterThan(1);
  }

  @Test
  void many_agents_give_back_the_families_from_which_the_trials_were_drawn() {
    Simulation design = new Simulation(40, 1, 30, 10, 2, 0);
    Simulation.Result drawn = design.run(3);
    Calibration known = Calibration.of(Responses.byFamily(drawn.trials()));
    assertThat(known.agents()).isEqualTo(40);
    assertThat(known.trials()).isEqualTo(40 * 30 * 10 * 2);
    double squares = 0;
    for (int f = 0; f < 30; f++) {
      String name = drawn.trials().families().get(f);
      Item item = known.item(name);
      // On the scale of the abilities that were drawn, whose mean and spread are not 0 and 1.
      double mean = mean(drawn.truth().abilities());
      double b = (drawn.truth().difficulties()[f] - mean) / spread(drawn.truth().abilities());
      squares += Math.pow((item.difficulty() - b), 2) / 30;
      assertThat(known.provisional(name)).isFalse();
    }
    assertThat(Math.sqrt(squares)).isLessThan(0.25);
    assertThat(known.provisional("another")).isTrue();
    assertThat(known.unknown().intercept()).isLessThan(0);
  }

  @Test
  void agents_that_are_uneven_are_seen_to_be() {
    Trials.Builder even = Trials.builder();
    Trials.Builder uneven = Trials.builder();
    for (int a = 1; a < 32; a++) {
      for (int f = 1; f < 32; f++) {
        for (int t = 0; t < 10; t++) {
          even.add("a" + a, f + "-" + t, "f" + f, 1, 0, (a + f + t) % 2 == 0);
          // Walsh's functions: no ability, with any slopes, tells much of who is good at what.
          boolean good = Integer.bitCount(a & f) % 2 == 0;
          uneven.add("a" + a, f + "-" + t, "f" + f, 1, 0, good ? t < 8 : t < 2);
        }
      }
    }
    assertThat(Calibration.of(Responses.byFamily(even.build())).interaction()).isZero();
    // Chances of 0.8 and 0.2 around 0.5: residual variance 0.09 (n = 10), less the tosses, over
    // 0.0625: (100 * 0.09 - 2.5) / (90 * 0.0625) = 1.16.
    assertThat(Calibration.of(Responses.byFamily(uneven.build())).interaction())
        .isCloseTo(1.16, within(0.1));
  }

  private static double mean(double[] x) {
    return java.util.Arrays.stream(x).average().orElseThrow();
  }

  private static double spread(double[] x) {
    double mean = mean(x);
    return Math.sqrt(
        java.util.Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
