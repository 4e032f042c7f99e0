package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HeldOutTest {
  @Test
  void agents_that_others_have_not_seen_are_known_from_a_part_of_their_tasks() {
    Trials trials = new Simulation(12, 1, 60, 5, 1, 0.02).run(11).trials();
    HeldOut found = HeldOut.of(trials, 0.3, 0);
    assertThat(found.agents()).hasSize(12);
    assertThat(found.share(1)).isBetween(0.28, 0.301);
    assertThat(found.error(0.5)).isLessThan(0.025);
    assertThat(found.error(1)).isLessThan(0.08);
    assertThat(found.held()).isGreaterThan(0.7);
    HeldOut.Sitting first = found.agents().getFirst();
    int a = trials.agent(first.agent());
    double passed = 0;
    for (int t : trials.allTasks()) {
      passed += trials.passed(trials.cell(a, t));
    }
    assertThat(first.full() * first.of()).isCloseTo(passed, within(1e-9));
  }

  @Test
  void an_exam_that_may_ask_everything_stops_when_it_knows_enough() {
    Trials trials = new Simulation(8, 1, 60, 5, 1, 0).run(12).trials();
    HeldOut found = HeldOut.of(trials, 1, 0.05);
    assertThat(found.agents())
        .allSatisfy(s -> {
          assertThat(s.half()).isLessThanOrEqualTo(0.05);
          assertThat(s.asked()).isLessThan(s.of());
        });
  }
}
