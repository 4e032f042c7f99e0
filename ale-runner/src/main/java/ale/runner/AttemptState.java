package ale.runner;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Phase;
import ale.runner.Journal.Line;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How far an attempt came: a fold of its journal lines, which alone decides what comes next. The
 * line of the sealing belongs to the trial and is left aside.
 *
 * @param number of the attempt, from 1
 * @param outlives whether the agent's work goes on when the controller is gone
 * @param last the latest line that is no note
 * @param ends by phase, since the latest boot
 * @param faults how often each phase failed
 * @param work the line with which the work began, since the latest boot
 * @param program the guest's program that does the work, if one was started
 * @param step the step of the task, from 0
 * @param worked seconds of work in the steps before
 */
record AttemptState(
    int number,
    boolean outlives,
    Optional<Line> last,
    Map<Phase, Line> ends,
    Map<Phase, Integer> faults,
    Optional<Line> work,
    OptionalLong program,
    int step,
    double worked) {
  static final String PROGRAM = "program";

  /** Stands in the line that ends a grading if the task goes on to another step. */
  static final String GOES_ON = "goes_on";

  private static final int MOST_FAULTS = 2;

  AttemptState {
    ends = Map.copyOf(ends);
    faults = Map.copyOf(faults);
  }

  /** One that has not begun. */
  static AttemptState fresh(int number, boolean outlives) {
    return new AttemptState(
        number,
        outlives,
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        OptionalLong.empty(),
        0,
        0);
  }

  /** Every attempt that a journal tells of. */
  static List<AttemptState> of(List<Line> journal, boolean outlives) {
    Map<Integer, AttemptState> attempts = new TreeMap<>();
    for (Line line : journal) {
      attempts.merge(
          line.attempt(),
          fresh(line.attempt(), outlives).after(line),
          (known, _) -> known.after(line));
    }
    return List.copyOf(attempts.values());
  }

  /** The same after one more line. */
  AttemptState after(Line line) {
    if (line.phase() == Phase.SEAL) {
      return this;
    }
    return switch (line.mark()) {
      case NOTE ->
          line.data().get(PROGRAM) instanceof Number job
              ? new AttemptState(
                  number,
                  outlives,
                  last,
                  ends,
                  faults,
                  work,
                  OptionalLong.of(job.longValue()),
                  step,
                  worked)
              : this;
      case BEGIN -> begun(line);
      case RESUME -> latest(line);
      case END -> {
        Map<Phase, Line> more = new EnumMap<>(Phase.class);
        more.putAll(ends);
        more.put(line.phase(), line);
        yield goesOn(line)
            ? nextStep(line)
            : new AttemptState(
                number, outlives, Optional.of(line), more, faults, work, program, step, worked);
      }
      case FAULT -> {
        Map<Phase, Integer> more = new EnumMap<>(Phase.class);
        more.putAll(faults);
        more.merge(line.phase(), 1, Integer::sum);
        yield new AttemptState(
            number, outlives, Optional.of(line), ends, more, work, program, step, worked);
      }
    };
  }

  private static boolean goesOn(Line line) {
    return line.phase() == Phase.GRADE && Boolean.TRUE.equals(line.data().get(GOES_ON));
  }

  /** Of what was, only the sandbox stays. */
  private AttemptState nextStep(Line line) {
    Map<Phase, Line> booted = new EnumMap<>(Phase.class);
    Optional.ofNullable(ends.get(Phase.BOOT)).ifPresent(boot -> booted.put(Phase.BOOT, boot));
    return new AttemptState(
        number,
        outlives,
        Optional.of(line),
        booted,
        faults,
        Optional.empty(),
        OptionalLong.empty(),
        step + 1,
        seconds());
  }

  /** Seconds of work in this step and those before. */
  double seconds() {
    return worked + fact(Phase.WORK, Work.SECONDS).map(s -> ((Number) s).doubleValue()).orElse(0.0);
  }

  private AttemptState begun(Line line) {
    return switch (line.phase()) {
      case BOOT ->
          new AttemptState(
              number,
              outlives,
              Optional.of(line),
              Map.of(),
              faults,
              Optional.empty(),
              OptionalLong.empty(),
              0,
              0);
      case WORK ->
          new AttemptState(
              number,
              outlives,
              Optional.of(line),
              ends,
              faults,
              work.or(() -> Optional.of(line)),
              program,
              step,
              worked);
      default -> latest(line);
    };
  }

  private AttemptState latest(Line line) {
    return new AttemptState(
        number, outlives, Optional.of(line), ends, faults, work, program, step, worked);
  }

  /** What is next. A phase with an end is never done again, one that was cut off is. */
  Next next() {
    if (last.isEmpty()) {
      return new Next.Begin(Phase.BOOT);
    }
    Phase phase = last.get().phase();
    return switch (last.get().mark()) {
      case BEGIN, RESUME, NOTE -> cutOff(phase);
      case END -> goesOn(last.get()) ? new Next.Begin(Phase.STAGE) : following(phase);
      case FAULT -> failed(fault(last.get()));
    };
  }

  private Next cutOff(Phase phase) {
    if (phase != Phase.WORK) {
      return new Next.Begin(phase);
    }
    return outlives
        ? new Next.GoOn()
        : new Next.Over(
            new Fault(
                FaultSource.ENGINE,
                Phase.WORK,
                "the controller ended during the work, which this harness does from there and"
                    + " which cannot go on"),
            true);
  }

  private static Next following(Phase phase) {
    return switch (phase) {
      case BOOT -> new Next.Begin(Phase.STAGE);
      case STAGE -> new Next.Begin(Phase.WORK);
      case WORK -> new Next.Begin(Phase.FREEZE);
      case FREEZE -> new Next.Begin(Phase.COLLECT);
      case COLLECT -> new Next.Begin(Phase.GRADE);
      case GRADE, SEAL -> new Next.Graded();
    };
  }

  /** What a fault costs depends on whose it is, and on what of the agent's would be lost. */
  private Next failed(Fault fault) {
    boolean sandbox = fault.source() == FaultSource.SANDBOX;
    return switch (fault.phase()) {
      case BOOT, STAGE, WORK -> {
        boolean acted = fault.phase() == Phase.WORK && (program.isPresent() || !outlives);
        boolean boot =
            sandbox
                && !acted
                && step == 0
                && count(Phase.BOOT) + count(Phase.STAGE) + count(Phase.WORK) < MOST_FAULTS;
        yield boot
            ? new Next.Begin(Phase.BOOT)
            : new Next.Over(fault, sandbox && fault.phase() == Phase.WORK);
      }
      case FREEZE, COLLECT ->
          fault.source().retryable() && count(fault.phase()) < MOST_FAULTS
              ? new Next.Begin(fault.phase())
              : new Next.Over(fault, sandbox);
      case GRADE, SEAL ->
          fault.source().retryable() && count(fault.phase()) < MOST_FAULTS
              ? new Next.Begin(fault.phase())
              : new Next.Over(fault, false);
    };
  }

  private int count(Phase phase) {
    return faults.getOrDefault(phase, 0);
  }

  private static Fault fault(Line line) {
    String word = String.valueOf(line.data().get("source"));
    FaultSource source =
        java.util.Arrays.stream(FaultSource.values())
            .filter(s -> s.word().equals(word))
            .findFirst()
            .orElse(FaultSource.ENGINE);
    return new Fault(source, line.phase(), String.valueOf(line.data().get("message")));
  }

  /** What the outcome says of it if it does not count. */
  TrialOutcome.Attempt given() {
    Fault fault =
        next() instanceof Next.Over over
            ? over.fault()
            : new Fault(
                FaultSource.ENGINE,
                last.map(Line::phase).orElse(Phase.BOOT),
                "the attempt ended without a word");
    return new TrialOutcome.Attempt(number, Optional.of(fault));
  }

  /** The sandbox in which it is. */
  Optional<String> sandbox() {
    return fact(Phase.BOOT, "sandbox").map(String::valueOf);
  }

  /** What stands in the line that ends a phase. */
  Optional<Object> fact(Phase phase, String name) {
    return Optional.ofNullable(ends.get(phase))
        .flatMap(end -> Optional.ofNullable(end.data().get(name)));
  }
}
