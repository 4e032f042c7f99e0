package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AdaptiveExamTest {
  private static Item item(double slope, double difficulty, double error) {
    return new Item("i", slope, -slope * difficulty, error, error, 0, 1, 1, 0.5);
  }

  /** Families are called 0, 1, 2 and so on. */
  private static Calibration known(double interaction, Item... items) {
    Map<String, Item> all = new HashMap<>();
    for (int i = 0; i < items.length; i++) {
      all.put(Integer.toString(i), items[i]);
    }
    return new Calibration(all, item(1, 0, 1), interaction, 10, 1000);
  }

  @Test
  void asks_first_what_tells_most_of_the_score() {
    AdaptiveExam exam =
        new AdaptiveExam(
            known(0, item(1, 5, 0), item(1.5, 0.1, 0), item(0.1, 0, 0)), List.of("0", "1", "2"));
    assertThat(exam.next()).isEqualTo(1);
    exam.record(1, true);
    assertThat(exam.next()).isNotEqualTo(1);
  }

  @Test
  void asks_the_family_of_which_least_is_known_and_most_is_left() {
    List<String> instances = new ArrayList<>(List.of("0"));
    instances.addAll(java.util.Collections.nCopies(9, "1"));
    AdaptiveExam exam = new AdaptiveExam(known(0, item(1, 0, 0), item(1, 0, 1)), instances);
    assertThat(exam.next()).isEqualTo(1);
  }

  @Test
  void a_round_has_no_second_instance_of_a_family_while_there_is_another_family() {
    AdaptiveExam exam =
        new AdaptiveExam(
            known(0, item(2, 0, 0), item(0.5, 2, 0)), List.of("0", "0", "0", "1", "1"));
    assertThat(exam.next(2)).containsExactly(0, 3);
    assertThat(exam.next(3)).containsExactly(0, 3, 1);
    assertThat(exam.next(9)).hasSize(5);
  }

  @Test
  void knows_the_score_exactly_when_everything_was_asked() {
    AdaptiveExam exam =
        new AdaptiveExam(known(0.3, item(1, 0, 0.2), item(1, 1, 0.2)), List.of("0", "1"));
    exam.record(0, true);
    exam.record(1, false);
    assertThat(exam.estimate().score()).isCloseTo(0.5, within(1e-9));
    assertThat(exam.estimate().half()).isCloseTo(0, within(1e-6));
    assertThat(exam.next()).isEqualTo(-1);
    assertThat(exam.settled(0)).isTrue();
  }

  @Test
  void an_instance_that_gave_no_score_is_not_asked_again_and_stays_unknown() {
    AdaptiveExam exam = new AdaptiveExam(known(0, item(1, 0, 0)), List.of("0", "0"));
    exam.lose(0);
    exam.record(1, true);
    assertThat(exam.next()).isEqualTo(-1);
    assertThat(exam.estimate().half()).isGreaterThan(0.1);
    assertThat(exam.estimate().trials()).isEqualTo(1);
  }

  /**
   * Against the same model summed up by brute force: ability on 2,000 points, each family's logit
   * on 2,000 points, no quadrature and no formulas for moments.
   */
  @Test
  void its_estimate_is_that_of_the_model() {
    Item first = new Item("0", 1.2, -0.4, 0.3, 0.4, 0.05, 1, 1, 0);
    Item second = new Item("1", 0.8, 0.7, 0.2, 0.3, -0.02, 1, 1, 0);
    double interaction = 0.2;
    AdaptiveExam exam =
        new AdaptiveExam(known(interaction, first, second), List.of("0", "0", "0", "1", "1"));
    exam.record(0, true);
    exam.record(1, false);
    exam.record(3, true);

    double all = 0;
    double mean = 0;
    double square = 0;
    for (int q = 0; q < 2000; q++) {
      double theta = -6 + 12.0 * q / 1999;
      // Family 0: one pass, one fail, one instance left. Family 1: one pass, one left.
      double[] a = brute(first, interaction, theta, 1, 1);
      double[] b = brute(second, interaction, theta, 1, 0);
      double weight = Math.exp(-theta * theta / 4.5) * a[0] * b[0];
      double expected = a[1] + b[1];
      double variance = a[1] * (1 - a[1]) + b[1] * (1 - b[1]);
      all += weight;
      mean += weight * expected;
      square += weight * (variance + expected * expected);
    }
    mean /= all;
    square /= all;
    assertThat(exam.estimate().score()).isCloseTo((2 + mean) / 5, within(1e-4));
    assertThat(exam.estimate().half())
        .isCloseTo(Interval.Z95 * Math.sqrt(square - mean * mean) / 5, within(1e-4));
  }

  /** Likelihood of what was seen, and the chance to pass the next instance after it. */
  private static double[] brute(
      Item item, double interaction, double theta, int passed, int failed) {
    double logit = item.slope() * theta + item.intercept();
    double spread =
        Math.sqrt(
            theta * theta * item.slopeError() * item.slopeError()
                + 2 * theta * item.covariance()
                + item.interceptError() * item.interceptError()
                + interaction);
    double weights = 0;
    double likelihood = 0;
    double next = 0;
    for (int k = 0; k < 2000; k++) {
      double z = -7 + 14.0 * k / 1999;
      double p = 1 / (1 + Math.exp(-(logit + spread * z)));
      double weight = Math.exp(-z * z / 2);
      double seen = weight * Math.pow(p, passed) * Math.pow(1 - p, failed);
      weights += weight;
      likelihood += seen;
      next += seen * p;
    }
    return new double[] {likelihood / weights, next / likelihood};
  }

  @Test
  void its_interval_holds_the_score_of_the_full_exam_however_much_is_known() {
    for (int calibrating : new int[] {8, 30}) {
      AdaptiveStudy.Result found = new AdaptiveStudy(60, 5, calibrating, 0.3).run(0.3, 0.03, 6);
      assertThat(found.held()).as("%d agents: %s", calibrating, found.row()).isBetween(90.0, 100.0);
      assertThat(found.median()).isLessThan(2.5);
      assertThat(found.mostShare()).isLessThanOrEqualTo(30);
    }
  }
}
