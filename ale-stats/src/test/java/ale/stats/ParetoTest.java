package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;

import ale.stats.Pareto.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParetoTest {
  @Test
  void only_what_nothing_beats_is_on_the_front() {
    Point cheap = new Point("cheap", 1, 0.2);
    Point fair = new Point("fair", 2, 0.5);
    Point beaten = new Point("beaten", 2.5, 0.5);
    Point twin = new Point("twin", 2, 0.5);
    Point best = new Point("best", 9, 0.9);
    assertThat(Pareto.front(List.of(best, beaten, twin, fair, cheap)))
        .containsExactly(cheap, fair, twin, best);
  }
}
