package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ale.core.Outcome;
import ale.core.Phase;
import ale.runner.TrialState.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProjectionTest {
  private static final Wishes.Wish RUN =
      new Wishes.Wish(Wishes.Kind.RUN, Instant.EPOCH, "ann", false);

  private static TrialState over(String agent, int k, double seconds, double dollars) {
    return state(
        agent,
        k,
        Standing.SCORED,
        Optional.of(new Outcome.Scored(1, true)),
        seconds,
        Optional.of(dollars));
  }

  private static TrialState state(
      String agent,
      int k,
      Standing standing,
      Optional<Outcome> outcome,
      double seconds,
      Optional<Double> dollars) {
    return new TrialState(
        agent + "--task--" + k,
        standing,
        Optional.empty(),
        1,
        Optional.of(Phase.WORK),
        Optional.empty(),
        Optional.empty(),
        outcome,
        seconds,
        dollars);
  }

  private static Projection project(TrialState... trials) {
    return Projection.of(
        new RunState(
            "run", RunState.Word.RUNNING, Instant.EPOCH, Optional.empty(), RUN, List.of(trials)));
  }

  private static TrialState running(String agent, int k) {
    return state(agent, k, Standing.RUNNING, Optional.empty(), 0, Optional.empty());
  }

  @Test
  void trials_to_come_are_like_those_of_the_same_agent_and_share_the_machine() {
    Projection projection =
        project(
            over("slow", 1, 100, 2),
            over("slow", 2, 120, 4),
            over("quick", 1, 10, 1),
            over("quick", 2, 12, 1),
            running("slow", 3),
            running("quick", 3));
    Projection.Range seconds = projection.seconds().orElseThrow();
    assertThat(seconds.middle()).isEqualTo((110 + 11) / 2.0, within(1e-9));
    // n s² + n² s²/k with n = 1, k = 2, s² = 200 and 2
    double half = 1.96 * Math.sqrt(200 * 1.5 + 2 * 1.5) / 2;
    assertThat(seconds.high() - seconds.middle()).isEqualTo(half, within(1e-9));
    assertThat(projection.spent()).isEqualTo(8);
    assertThat(projection.dollars().orElseThrow().middle()).isEqualTo(8 + 3 + 1, within(1e-9));
  }

  @Test
  void nothing_is_said_before_anything_is_over_or_when_nothing_runs() {
    assertThat(project(running("a", 1)).seconds()).isEmpty();
    assertThat(project(running("a", 1)).dollars()).isEmpty();
    TrialState waiting = state("a", 2, Standing.WAITING, Optional.empty(), 0, Optional.empty());
    assertThat(project(over("a", 1, 10, 1), waiting).seconds()).isEmpty();
  }

  @Test
  void an_agent_of_which_nothing_is_known_is_like_all_others_and_more_trials_are_surer() {
    List<TrialState> many = new ArrayList<>();
    for (int k = 0; k < 50; k++) {
      many.add(over("known", k, k % 2 == 0 ? 90 : 110, 1));
    }
    many.add(running("unknown", 1));
    Projection.Range sure = project(many.toArray(new TrialState[0])).seconds().orElseThrow();
    assertThat(sure.middle()).isEqualTo(100, within(1e-9));
    Projection.Range unsure =
        project(over("known", 1, 100, 1), running("unknown", 1)).seconds().orElseThrow();
    assertThat(unsure.high() - unsure.low()).isGreaterThan(sure.high() - sure.low());
  }
}
