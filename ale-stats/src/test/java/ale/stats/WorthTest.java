package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WorthTest {
  @Test
  void passed_work_is_worth_hours_times_wage_and_review_may_use_up_the_rest() {
    Worth w =
        Worth.of(
            List.of(
                new Worth.Work("close", 5, 40, 4, 3, 4, 12),
                new Worth.Work("review", 12, 30, 2, 0, 2, 8)));
    assertThat(w.hours()).isEqualTo(15); // 3 x 5
    assertThat(w.value()).isEqualTo(600); // 3 x 5 x 40
    assertThat(w.cost()).contains(20.0);
    // (600 - 20) / (4 x 40 + 2 x 30)
    assertThat(w.reviewHours().orElseThrow()).isCloseTo(580.0 / 220, within(1e-12));
  }

  @Test
  void an_unknown_price_of_one_trial_leaves_the_cost_unknown() {
    Worth w = Worth.of(List.of(new Worth.Work("close", 5, 40, 4, 3, 3, 12)));
    assertThat(w.cost()).isEmpty();
    assertThat(w.reviewHours()).isEmpty();
    assertThat(w.value()).isEqualTo(600);
  }

  @Test
  void nothing_is_known_of_no_work() {
    assertThat(Worth.of(List.of()).cost()).isEmpty();
  }
}
