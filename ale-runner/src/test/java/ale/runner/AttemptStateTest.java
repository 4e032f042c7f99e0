package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.FaultSource;
import ale.core.Phase;
import ale.runner.Journal.Line;
import ale.runner.Journal.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A journal that is cut off after any of its lines says what is next, and nothing is done twice.
 */
final class AttemptStateTest {
  private static final List<Phase> ORDER =
      List.of(Phase.BOOT, Phase.STAGE, Phase.WORK, Phase.FREEZE, Phase.COLLECT, Phase.GRADE);

  private final List<Line> lines = new ArrayList<>();

  private AttemptStateTest line(int attempt, Phase phase, Mark mark, Map<String, Object> data) {
    int seq = lines.size() + 1;
    lines.add(
        new Line(
            Journal.VERSION,
            seq,
            Instant.EPOCH.plusSeconds(seq),
            new Moment("boot", seq * 1000L),
            attempt,
            phase,
            mark,
            data));
    return this;
  }

  private AttemptStateTest line(Phase phase, Mark mark) {
    return line(1, phase, mark, Map.of());
  }

  private AttemptStateTest through(Phase last) {
    for (Phase phase : ORDER.subList(0, ORDER.indexOf(last) + 1)) {
      line(1, phase, Mark.BEGIN, Map.of());
      line(1, phase, Mark.END, phase == Phase.BOOT ? Map.of("sandbox", "abc") : Map.of());
    }
    return this;
  }

  private AttemptStateTest fault(Phase phase, FaultSource source) {
    return line(1, phase, Mark.FAULT, Map.of("source", source.word(), "message", "it broke"));
  }

  private Next next(boolean outlives) {
    List<AttemptState> all = AttemptState.of(lines, outlives);
    return (all.isEmpty() ? AttemptState.fresh(1, outlives) : all.getLast()).next();
  }

  private Next next() {
    return next(true);
  }

  @Test
  void an_empty_journal_begins_with_the_boot() {
    assertThat(next()).isEqualTo(new Next.Begin(Phase.BOOT));
  }

  @Test
  void after_every_line_the_phase_that_has_no_end_is_next_and_the_work_goes_on() {
    through(Phase.GRADE);
    List<Line> whole = List.copyOf(lines);
    for (int cut = 1; cut <= whole.size(); cut++) {
      lines.clear();
      lines.addAll(whole.subList(0, cut));
      Phase phase = ORDER.get((cut - 1) / 2);
      boolean ended = cut % 2 == 0;
      Next expected;
      if (ended) {
        expected =
            phase == Phase.GRADE
                ? new Next.Graded()
                : new Next.Begin(ORDER.get(ORDER.indexOf(phase) + 1));
      } else {
        expected = phase == Phase.WORK ? new Next.GoOn() : new Next.Begin(phase);
      }
      assertThat(next()).as("cut after line " + cut).isEqualTo(expected);
    }
  }

  @Test
  void work_that_another_controller_took_over_still_goes_on() {
    through(Phase.STAGE).line(Phase.WORK, Mark.BEGIN).line(Phase.WORK, Mark.RESUME);
    line(1, Phase.WORK, Mark.NOTE, Map.of("program", 1));
    assertThat(next()).isEqualTo(new Next.GoOn());
    AttemptState state = AttemptState.of(lines, true).getFirst();
    assertThat(state.program()).hasValue(1);
    assertThat(state.sandbox()).contains("abc");
    assertThat(state.work().orElseThrow().seq())
        .as("its time runs from its first line")
        .isEqualTo(5);
  }

  @Test
  void work_that_is_done_from_the_controller_needs_another_attempt() {
    through(Phase.STAGE).line(Phase.WORK, Mark.BEGIN);
    assertThat(next(false))
        .isInstanceOfSatisfying(
            Next.Over.class,
            over -> {
              assertThat(over.another()).isTrue();
              assertThat(over.fault().source()).isEqualTo(FaultSource.ENGINE);
              assertThat(over.fault().message()).contains("controller");
            });
  }

  @Test
  void a_sandbox_that_dies_before_the_agent_acted_is_booted_again_once() {
    line(Phase.BOOT, Mark.BEGIN).fault(Phase.BOOT, FaultSource.SANDBOX);
    assertThat(next()).isEqualTo(new Next.Begin(Phase.BOOT));
    through(Phase.BOOT).line(Phase.STAGE, Mark.BEGIN).fault(Phase.STAGE, FaultSource.SANDBOX);
    assertThat(next())
        .isInstanceOfSatisfying(Next.Over.class, over -> assertThat(over.another()).isFalse());
  }

  @Test
  void a_sandbox_that_dies_in_the_work_is_booted_again_only_if_no_program_had_begun() {
    through(Phase.STAGE).line(Phase.WORK, Mark.BEGIN);
    fault(Phase.WORK, FaultSource.SANDBOX);
    assertThat(next()).isEqualTo(new Next.Begin(Phase.BOOT));
    lines.removeLast();
    line(1, Phase.WORK, Mark.NOTE, Map.of("program", 1)).fault(Phase.WORK, FaultSource.SANDBOX);
    assertThat(next())
        .isInstanceOfSatisfying(Next.Over.class, over -> assertThat(over.another()).isTrue());
    assertThat(next(false)).as("nobody knows whether it had acted").isInstanceOf(Next.Over.class);
  }

  @Test
  void a_new_boot_forgets_the_program_and_the_time_of_the_old_one() {
    through(Phase.STAGE).line(Phase.WORK, Mark.BEGIN);
    line(1, Phase.WORK, Mark.NOTE, Map.of("program", 1)).line(Phase.BOOT, Mark.BEGIN);
    AttemptState state = AttemptState.of(lines, true).getFirst();
    assertThat(state.program()).isEmpty();
    assertThat(state.work()).isEmpty();
    assertThat(state.sandbox()).isEmpty();
  }

  @Test
  void a_fault_of_the_model_or_of_the_harness_ends_the_trial_unscored() {
    for (FaultSource source : List.of(FaultSource.MODEL, FaultSource.HARNESS)) {
      lines.clear();
      through(Phase.STAGE).line(Phase.WORK, Mark.BEGIN).fault(Phase.WORK, source);
      assertThat(next())
          .isInstanceOfSatisfying(
              Next.Over.class,
              over -> {
                assertThat(over.another()).isFalse();
                assertThat(over.fault().source()).isEqualTo(source);
              });
    }
  }

  @Test
  void a_dead_grader_costs_one_more_grading_and_nothing_else() {
    through(Phase.COLLECT).line(Phase.GRADE, Mark.BEGIN).fault(Phase.GRADE, FaultSource.GRADER);
    assertThat(next()).isEqualTo(new Next.Begin(Phase.GRADE));
    line(Phase.GRADE, Mark.BEGIN).fault(Phase.GRADE, FaultSource.SANDBOX);
    assertThat(next())
        .isInstanceOfSatisfying(Next.Over.class, over -> assertThat(over.another()).isFalse());
  }

  @Test
  void freezing_and_collecting_are_tried_twice_and_then_the_attempt_is_lost() {
    for (Phase phase : List.of(Phase.FREEZE, Phase.COLLECT)) {
      lines.clear();
      through(ORDER.get(ORDER.indexOf(phase) - 1));
      line(phase, Mark.BEGIN).fault(phase, FaultSource.SANDBOX);
      assertThat(next()).isEqualTo(new Next.Begin(phase));
      line(phase, Mark.BEGIN).fault(phase, FaultSource.SANDBOX);
      assertThat(next())
          .isInstanceOfSatisfying(Next.Over.class, over -> assertThat(over.another()).isTrue());
    }
  }

  @Test
  void attempts_are_told_apart_and_the_sealing_belongs_to_none() {
    through(Phase.GRADE);
    line(2, Phase.BOOT, Mark.BEGIN, Map.of()).line(2, Phase.SEAL, Mark.BEGIN, Map.of());
    List<AttemptState> all = AttemptState.of(lines, true);
    assertThat(all).extracting(AttemptState::number).containsExactly(1, 2);
    assertThat(all.getFirst().next()).isEqualTo(new Next.Graded());
    assertThat(all.getLast().next()).isEqualTo(new Next.Begin(Phase.BOOT));
  }

  @Test
  void a_grading_after_which_the_task_goes_on_leads_to_the_next_step_in_the_same_sandbox() {
    through(Phase.COLLECT);
    line(1, Phase.WORK, Mark.NOTE, Map.of(AttemptState.PROGRAM, 7));
    line(1, Phase.GRADE, Mark.BEGIN, Map.of());
    line(1, Phase.GRADE, Mark.END, Map.of(AttemptState.GOES_ON, true));
    AttemptState state = AttemptState.of(lines, true).getLast();
    assertThat(state.next()).isEqualTo(new Next.Begin(Phase.STAGE));
    assertThat(state.step()).isEqualTo(1);
    assertThat(state.sandbox()).contains("abc");
    assertThat(state.work()).as("its time begins anew").isEmpty();
    assertThat(state.program()).isEmpty();
    fault(Phase.STAGE, FaultSource.SANDBOX);
    assertThat(next()).as("a new sandbox would lack the step before").isInstanceOf(Next.Over.class);
  }

  @Test
  void the_last_step_or_one_whose_reward_was_missed_ends_the_attempt() {
    through(Phase.COLLECT);
    line(1, Phase.GRADE, Mark.END, Map.of(AttemptState.GOES_ON, false));
    assertThat(next()).isEqualTo(new Next.Graded());
  }
}
