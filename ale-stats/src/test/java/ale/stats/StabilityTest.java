package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StabilityTest {
  /** Two families of two instances, two tries each. */
  private static Stability example() {
    Trials.Builder b = Trials.builder();
    add(b, "f1", "f1-a", 1, 1);
    add(b, "f1", "f1-b", 1, 0.5);
    add(b, "f2", "f2-a", 0.5, 0.5);
    add(b, "f2", "f2-b", 0.25, 0.75);
    b.addSums("a", "f2-b", "f2", 1, 0, 1, 0, 0, 0);
    return Stability.of(b.build(), "a", new double[] {1, 2, 3, 10});
  }

  private static void add(
      Trials.Builder b, String family, String task, double first, double second) {
    b.add("a", task, family, 1, first, first == 1);
    b.add("a", task, family, 2, second, second == 1);
  }

  @Test
  void every_number_is_the_one_that_a_hand_finds() {
    Stability s = example();
    assertThat(s.trials()).isEqualTo(9);
    assertThat(s.scored()).isEqualTo(8);
    assertThat(s.tasks()).isEqualTo(4);
    assertThat(s.families()).isEqualTo(2);
    // Passes 2, 1, 0, 0 of 2: pass^1 = (1 + 0.5) / 4, pass^2 = 1 / 4.
    assertThat(s.passHat()).extracting(Stability.Estimate::value).containsExactly(0.375, 0.25);
    assertThat(s.wavering().orElseThrow().value()).isEqualTo(0.25);
    // Squares around the tasks' means: 0, 0.125, 0, 0.125 with 4 degrees of freedom.
    assertThat(s.repetition().orElseThrow().value()).isCloseTo(Math.sqrt(0.25 / 4), within(1e-9));
    assertThat(s.repetition().orElseThrow().n()).isEqualTo(4);
    // Means 1, 0.75 and 0.5, 0.5: 0.03125 and 0 with 2 degrees of freedom.
    assertThat(s.seeds().orElseThrow().value()).isCloseTo(Math.sqrt(0.03125 / 2), within(1e-9));
    assertThat(s.worstDecile().orElseThrow().value()).isEqualTo(0.5);
    assertThat(s.faults().value()).isCloseTo(1 / 9.0, within(1e-12));
    assertThat(s.invalid().value()).isZero();
  }

  @Test
  void the_spread_of_costs_is_told_by_deciles_and_variation() {
    Stability.CostSpread c = example().cost().orElseThrow();
    assertThat(c.n()).isEqualTo(4);
    assertThat(c.median()).isEqualTo(2.5);
    assertThat(c.most()).isEqualTo(10);
    // Mean 4, squares 9 + 4 + 1 + 36 = 50.
    assertThat(c.variation()).isCloseTo(Math.sqrt(50 / 3.0) / 4, within(1e-9));
  }

  @Test
  void what_was_done_once_says_nothing_of_repetition() {
    Trials once = Trials.builder().add("a", "t", "f", 1, 1, true).build();
    Stability s = Stability.of(once, "a", new double[0]);
    assertThat(s.repetition()).isEmpty();
    assertThat(s.wavering()).isEmpty();
    assertThat(s.seeds()).isEmpty();
    assertThat(s.cost()).isEmpty();
    assertThat(s.passHat().getFirst().interval()).isEqualTo(new Interval(0, 1));
    assertThat(s.worstDecile().orElseThrow().interval()).isEqualTo(new Interval(0, 1));
  }
}
