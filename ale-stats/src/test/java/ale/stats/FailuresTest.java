package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Check;
import ale.core.Grade;
import ale.stats.FailureRule.End;
import ale.stats.FailureRule.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private static final Grade PASS = grade(1, List.of(step("s1", 1), step("s2", 1), step("s3", 1)));

  private static Check step(String step, double credit) {
    return new Check(
        "check-" + step, "says", "found " + credit, 1, credit, false, Optional.of(step));
  }

  private static Grade grade(double score, List<Check> checks, String... missed) {
    return new Grade(Grade.FORMAT, score, checks, Arrays.asList(missed), Map.of("reward", score));
  }

  private static List<FailureKind> kinds(End end, int delivered, Grade grade) {
    return FailureRule.kinds(new Evidence(end, 2, delivered, grade));
  }

  @Test
  void a_pass_has_no_kind_of_failure() {
    assertThat(kinds(End.LIMIT, 2, PASS)).isEmpty();
  }

  @Test
  void the_end_of_the_work_comes_first() {
    Grade none = grade(0, List.of(step("s1", 0), step("s2", 0)), "s1", "s2");
    assertThat(kinds(End.LIMIT, 0, none))
        .containsExactly(
            FailureKind.RAN_OUT_OF_BUDGET,
            FailureKind.NOTHING_DELIVERED,
            FailureKind.WRONG_STRATEGY);
    assertThat(kinds(End.GAVE_UP, 0, none)).first().isEqualTo(FailureKind.GAVE_UP);
    assertThat(kinds(End.DONE, 0, none)).first().isEqualTo(FailureKind.NOTHING_DELIVERED);
  }

  @Test
  void an_output_that_cannot_be_read_is_a_wrong_format_and_one_that_is_missing_is_not() {
    Check broken =
        new Check("a", "s", "a.xlsx is not a readable workbook: x", 1, 0, false, Optional.of("s1"));
    Check gate = new Check("g", "s", "an expression", 0, 0, true, Optional.empty());
    Check absent = new Check("g", "s", "a.csv was not delivered", 0, 0, true, Optional.empty());
    assertThat(kinds(End.DONE, 2, grade(0.5, List.of(broken, step("s2", 1)), "s1")))
        .containsExactly(FailureKind.WRONG_FORMAT, FailureKind.MISSED_STEP);
    assertThat(kinds(End.DONE, 2, grade(0, List.of(gate, step("s1", 1)))))
        .containsExactly(FailureKind.WRONG_FORMAT, FailureKind.WRONG_VALUE);
    assertThat(kinds(End.DONE, 1, grade(0.2, List.of(absent, step("s1", 1), step("s2", 0)), "s2")))
        .containsExactly(FailureKind.MISSED_STEP);
  }

  @Test
  void more_than_half_of_the_steps_missed_is_a_wrong_strategy() {
    List<Check> checks = List.of(step("s1", 0.5), step("s2", 1), step("s3", 1), step("s4", 1));
    assertThat(kinds(End.DONE, 2, grade(0.4, checks, "s1", "s2", "s3")))
        .containsExactly(FailureKind.WRONG_STRATEGY);
    assertThat(kinds(End.DONE, 2, grade(0.4, checks, "s1", "s2")))
        .containsExactly(FailureKind.MISSED_STEP);
    assertThat(kinds(End.DONE, 2, grade(0.9, checks))).containsExactly(FailureKind.WRONG_VALUE);
  }

  @Test
  void a_run_is_summed_up_by_agent_with_the_trials_behind_each_number() {
    Grade missed = grade(0.5, List.of(step("s1", 0), step("s2", 1), step("s3", 1)), "s1");
    Conduct sound = new Conduct(10, 2, 8, 2, 1, true);
    Conduct blind = new Conduct(10, 0, 10, 0, 0, false);
    Failures found =
        Failures.of(
            List.of(
                trial("t1", new Evidence(End.DONE, 1, 1, PASS), Optional.of(sound)),
                trial("t2", new Evidence(End.DONE, 1, 1, missed), Optional.of(blind)),
                trial("t3", new Evidence(End.LIMIT, 1, 1, missed), Optional.empty())));
    assertThat(found.rule()).isEqualTo("ale-failures-1");
    Failures.Agent a = found.agents().getFirst();
    assertThat(a.scored()).isEqualTo(3);
    assertThat(a.failed()).isEqualTo(2);
    assertThat(trials(a, FailureKind.MISSED_STEP)).containsExactly("t2");
    assertThat(trials(a, FailureKind.RAN_OUT_OF_BUDGET)).containsExactly("t3");
    assertThat(a.alsoFits()).containsEntry(FailureKind.MISSED_STEP, 2);
    assertThat(a.unverified().trials()).containsExactly("t2");
    assertThat(a.unverified().n()).isEqualTo(1);
    Failures.Step worst = a.steps().getFirst();
    assertThat(worst.step()).isEqualTo("s1");
    assertThat(worst.missed().trials()).containsExactly("t2", "t3");
    assertThat(worst.missed().interval()).isEqualTo(Interval.wilson(2, 3));
    assertThat(a.recovery()).contains(0.5);
    assertThat(a.passedAfterErrors().trials()).containsExactly("t1");
    assertThat(a.gui()).contains(0.1);
    assertThat(a.shell()).contains(0.9);
  }

  private static List<String> trials(Failures.Agent agent, FailureKind kind) {
    return Optional.ofNullable(agent.kinds().get(kind)).orElseThrow().trials();
  }

  private static Failures.Trial trial(String name, Evidence evidence, Optional<Conduct> conduct) {
    return new Failures.Trial("agent", name, "family", evidence, conduct);
  }
}
