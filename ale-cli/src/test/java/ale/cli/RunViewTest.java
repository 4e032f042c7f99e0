package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.core.Phase;
import ale.runner.RunState;
import ale.runner.TrialState;
import ale.runner.TrialState.Standing;
import ale.runner.Wishes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunViewTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:10:00Z");

  private static TrialState trial(int k, Standing standing, Optional<Outcome> outcome) {
    boolean begun = standing == Standing.RUNNING;
    return new TrialState(
        "ann--task--" + k,
        standing,
        standing == Standing.WAITING ? Optional.of("memory: it needs 4.0 GB") : Optional.empty(),
        begun ? 1 : 0,
        begun ? Optional.of(Phase.WORK) : Optional.empty(),
        begun ? Optional.of(NOW.minusSeconds(65)) : Optional.empty(),
        Optional.empty(),
        outcome,
        60,
        outcome.isPresent() ? Optional.of(0.5) : Optional.empty());
  }

  private static RunState state(TrialState... trials) {
    return new RunState(
        "20261122-run",
        RunState.Word.RUNNING,
        NOW,
        Optional.empty(),
        new Wishes.Wish(Wishes.Kind.RUN, NOW, "ann", false),
        List.of(trials));
  }

  private static final RunState STATE =
      state(
          trial(1, Standing.SCORED, Optional.of(new Outcome.Scored(1, true))),
          trial(
              2,
              Standing.UNSCORED,
              Optional.of(
                  new Outcome.Unscored(new Fault(FaultSource.GRADER, Phase.GRADE, "died")))),
          trial(3, Standing.RUNNING, Optional.empty()),
          trial(4, Standing.WAITING, Optional.empty()));

  @Test
  void tells_progress_totals_time_money_what_is_slow_and_what_waits() {
    assertThat(RunView.lines(STATE, 200))
        .containsExactly(
            "20261122-run  running  [############............] 2 of 4 trials over",
            "1 waiting, 1 running, 1 scored, 1 unscored (grader 1)",
            "over in about 2 min (2 min to 2 min); $1.00 so far, $2.00 in the end ($2.00 to $2.00)",
            "  running  work     1 min 5 s  ann--task--3",
            "next: ann--task--4: memory: it needs 4.0 GB");
  }

  @Test
  void no_line_is_wider_than_the_terminal() {
    assertThat(RunView.lines(STATE, 30)).allSatisfy(l -> assertThat(l).hasSizeLessThan(31));
  }

  @Test
  void what_happened_between_two_looks_is_told_once() {
    RunState before = state(trial(1, Standing.WAITING, Optional.empty()));
    RunState begun = state(trial(1, Standing.RUNNING, Optional.empty()));
    RunState over = state(trial(1, Standing.SCORED, Optional.of(new Outcome.Scored(1, true))));
    assertThat(AttachCommand.news(before, begun))
        .extracting(Event::event)
        .containsExactly("began", "phase");
    assertThat(AttachCommand.news(begun, begun)).isEmpty();
    assertThat(AttachCommand.news(begun, over)).extracting(Event::event).containsExactly("ended");
    assertThat(AttachCommand.news(over, over)).isEmpty();
  }
}
