package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.runner.AdaptiveRun;
import ale.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WholeExamTest {
  private static final WholeExam EXAM =
      new WholeExam(
          2,
          "spring <exam>",
          List.of("month-close"),
          List.of(
              new AdaptiveRun.Standing(
                  "a", 0.342, new Interval(0.324, 0.36), 0.018, 118, 2, 1490, true),
              new AdaptiveRun.Standing(
                  "b", 0.21, new Interval(0.175, 0.245), 0.035, 223, 0, 1490, false)));

  @Test
  void says_that_it_is_an_estimate_of_all_tasks_and_how_good_it_is() {
    assertThat(EXAM.words())
        .contains(
            "estimate",
            "not those of the whole exam",
            "provisional for 1 family that nobody sat",
            "34.2%",
            "32.4% to 36.0%",
            "118 of 1490",
            "known to ± 2.00 points",
            "± 3.5 points, not the ± 2.00 wanted");
  }

  @Test
  void a_page_holds_the_same_and_no_markup_of_others() {
    assertThat(EXAM.html())
        .contains("<h2>The whole exam, estimated</h2>", "34.2%", "spring &lt;exam&gt;")
        .doesNotContain("<exam>");
  }
}
