package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
  /** scipy: norm.cdf(-sqrt(12/11) * t.ppf(.975, 11)) = 0.0107566. */
  @Test
  void widens_its_tails_as_hesterberg_says() {
    assertThat(Bootstrap.tail(12)).isCloseTo(0.010756614916552488, within(1e-9));
  }

  /**
   * The mean of n equal clusters has the known bootstrap variance Σ(x - m)²/n² (Davison and Hinkley
   * 1997, chapter 2): here that of 0, 1, ..., 9, which is 0.825.
   */
  @Test
  void resampled_means_have_the_variance_that_theory_gives() {
    double[] sums = new double[10];
    Arrays.setAll(sums, i -> i);
    double[] ones = new double[10];
    Arrays.fill(ones, 1);
    double[] means = Bootstrap.of(10, 40_000, 3).means(new Clusters(ones, sums));
    double mean = Arrays.stream(means).average().orElseThrow();
    double variance =
        Arrays.stream(means).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(4.5, within(0.02));
    assertThat(variance).isCloseTo(0.825, within(0.02));
  }

  @Test
  void is_the_same_for_the_same_seed() {
    double[] sizes = new double[30];
    double[] sums = new double[30];
    Arrays.setAll(sizes, i -> 1 + i % 4);
    Arrays.setAll(sums, i -> i % 7 * sizes[i] / 7);
    Clusters data = new Clusters(sizes, sums);
    assertThat(Bootstrap.of(30, 500, 7).interval(data, 0, 1))
        .isEqualTo(Bootstrap.of(30, 500, 7).interval(data, 0, 1))
        .isNotEqualTo(Bootstrap.of(30, 500, 8).interval(data, 0, 1));
  }

  @Test
  void quantiles_lie_between_order_statistics() {
    double[] sorted = {1, 2, 3, 4};
    assertThat(Bootstrap.quantile(sorted, 0.5)).isEqualTo(2.5);
    assertThat(Bootstrap.quantile(sorted, 0.001)).isEqualTo(1);
  }

  /** Of n alike ones, a share p of others is missed with (1-p)^n = 0.025: 0.0711 for n = 50. */
  @Test
  void clusters_that_are_all_alike_do_not_prove_that_all_others_are() {
    double[] sizes = new double[50];
    double[] sums = new double[50];
    java.util.Arrays.fill(sizes, 2);
    Interval none = Bootstrap.of(50, 500, 7).interval(new Clusters(sizes, sums), 0, 1);
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(0.0711, org.assertj.core.api.Assertions.within(1e-4));
    Interval two =
        Bootstrap.of(2, 500, 7)
            .interval(new Clusters(new double[] {1, 1}, new double[] {-1, -1}), -1, 1);
    assertThat(two.low()).isEqualTo(-1);
    assertThat(two.high()).isCloseTo(2 * 0.8419 - 1, org.assertj.core.api.Assertions.within(1e-4));
  }
}
