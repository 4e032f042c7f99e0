package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.core.Phase;
import org.junit.jupiter.api.Test;

final class DisturbedTest {
  @Test
  void passes_are_kept_or_lost_pair_by_pair() {
    Trials.Builder b = Trials.builder();
    // Clean: 3 of 4 pass. Disturbed: of these three one passes, one fails, one is not scored.
    add(b, "a", "t1", true);
    add(b, "a", "t2", true);
    add(b, "a", "t3", true);
    add(b, "a", "t4", false);
    add(b, "a~", "t1", true);
    add(b, "a~", "t2", false);
    b.add(
        "a~",
        "t3",
        "f-t3",
        1,
        new Outcome.Unscored(new Fault(FaultSource.MODEL, Phase.WORK, "down")));
    add(b, "a~", "t4", false);
    Disturbed d = Disturbed.of(b.build(), "a", "a~", 6);
    assertThat(d.trials()).isEqualTo(6);
    assertThat(d.struck()).isEqualTo(4);
    assertThat(d.unscored()).isEqualTo(1);
    assertThat(d.kept().orElseThrow().value()).isEqualTo(0.5);
    assertThat(d.kept().orElseThrow().n()).isEqualTo(2);
    Comparison c = d.difference().orElseThrow();
    assertThat(c.n()).isEqualTo(3);
    assertThat(c.difference()).isCloseTo(1 / 3.0 - 2 / 3.0, within(1e-12));
    assertThat(c.onlyA()).isEqualTo(1);
  }

  @Test
  void trials_in_which_nothing_went_wrong_leave_nothing_to_compare() {
    Trials.Builder b = Trials.builder();
    add(b, "a", "t1", true);
    Disturbed d = Disturbed.of(b.build(), "a", "a~", 3);
    assertThat(d.struck()).isZero();
    assertThat(d.difference()).isEmpty();
    assertThat(d.kept()).isEmpty();
  }

  private static void add(Trials.Builder b, String agent, String task, boolean passed) {
    b.add(agent, task, "f-" + task, 1, passed ? 1 : 0, passed);
  }
}
