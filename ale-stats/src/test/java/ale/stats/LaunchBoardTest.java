package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What can be said of the ranks of the benchmark's launch board (arXiv 2606.05405v2), of which only
 * percentages of 150 public tasks were published.
 */
final class LaunchBoardTest {
  private record Line(String agent, int tasks, double percent) {
    long passes() {
      return Math.round(tasks * percent / 100);
    }
  }

  private static List<Line> board() throws IOException {
    try (var in = LaunchBoardTest.class.getResourceAsStream("launch-board.csv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(l -> l.split(",", -1))
          .map(c -> new Line(c[0], Integer.parseInt(c[1]), Double.parseDouble(c[2])))
          .toList();
    }
  }

  @Test
  void every_agent_of_the_first_three_is_inside_the_intervals_of_the_others() throws IOException {
    List<Line> first = board().subList(0, 3);
    for (Line a : first) {
      Interval interval = Interval.wilson(a.passes(), a.tasks());
      assertThat(first).allMatch(b -> interval.contains(b.percent() / 100));
    }
    Interval best = Interval.wilson(36, 150);
    assertThat(first.getFirst().passes()).isEqualTo(36);
    // statsmodels.stats.proportion.proportion_confint(36, 150, method='wilson')
    assertThat(best.low()).isCloseTo(0.1787, within(0.0005));
    assertThat(best.high()).isCloseTo(0.3143, within(0.0005));
  }

  @Test
  void no_pairing_of_the_tasks_could_tell_the_ranks_one_to_five_apart() throws IOException {
    List<Line> board = board();
    int third = (int) (board.get(0).passes() - board.get(2).passes());
    int fifth = (int) (board.get(0).passes() - board.get(4).passes());
    // The best case for a difference: the one passes all that the other passes. Then p = 2 / 2^d.
    assertThat(third).isEqualTo(3);
    assertThat(McNemar.p(third, 0)).isEqualTo(0.25);
    assertThat(fifth).isEqualTo(5);
    assertThat(McNemar.p(fifth, 0)).isEqualTo(0.0625);
  }

  @Test
  void a_difference_of_a_point_needs_a_hundred_times_the_tasks() {
    assertThat(Planning.forDifference(0.01, 0.2, 1)).isBetween(15_000L, 16_500L);
  }
}
