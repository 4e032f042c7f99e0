package ale.stats;

import ale.core.Check;
import ale.core.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The published rule that names why a trial failed, version 1. It reads what the grader, the
 * collector and the machinery wrote, never what the agent says of itself, and asks no model.
 */
public final class FailureRule {
  public static final String VERSION = "ale-failures-1";

  /** What the kit of graders says of an output that it cannot read. */
  private static final Pattern UNREADABLE =
      Pattern.compile(
          "is not a readable|is not UTF-8|is empty$|columns are missing"
              + "|is not a regular file|is reached through a link|could not be read"
              + "|is not a picture|neither a binary nor an ASCII STL|has more cells than the header"
              + "|two columns of the same name|NIfTI");

  private static final Pattern ABSENT = Pattern.compile("was not delivered");
  private static final int READ = 2_000;

  private FailureRule() {}

  /** How the work ended, as the machinery saw it. */
  public enum End {
    DONE,
    GAVE_UP,
    LIMIT
  }

  /**
   * What is known of one trial.
   *
   * @param end of the work
   * @param declared outputs that the agent itself writes; those of a service are always there
   * @param delivered of these, and not empty
   * @param grade of it
   */
  public record Evidence(End end, int declared, int delivered, Grade grade) {}

  /** Every kind that fits, in order; none if the trial is a pass. */
  public static List<FailureKind> kinds(Evidence e) {
    if (e.grade().passed()) {
      return List.of();
    }
    List<FailureKind> kinds = new ArrayList<>();
    add(kinds, FailureKind.RAN_OUT_OF_BUDGET, e.end() == End.LIMIT);
    add(kinds, FailureKind.GAVE_UP, e.end() == End.GAVE_UP);
    boolean nothing = e.declared() > 0 && e.delivered() == 0 && e.grade().score() == 0;
    add(kinds, FailureKind.NOTHING_DELIVERED, nothing);
    add(kinds, FailureKind.WRONG_FORMAT, !nothing && malformed(e.grade()));
    int missed = e.grade().missedSteps().size();
    int steps = steps(e.grade()).size();
    add(kinds, FailureKind.WRONG_STRATEGY, 2 * missed > steps);
    add(kinds, FailureKind.MISSED_STEP, missed > 0 && 2 * missed <= steps);
    add(kinds, FailureKind.WRONG_VALUE, missed == 0);
    return List.copyOf(kinds);
  }

  private static void add(List<FailureKind> kinds, FailureKind kind, boolean fits) {
    if (fits) {
      kinds.add(kind);
    }
  }

  /** Steps that the grade knows of: witnessed by a check, or named as missed. */
  static Set<String> steps(Grade grade) {
    Set<String> steps = new TreeSet<>(grade.missedSteps());
    grade.checks().forEach(c -> c.step().ifPresent(steps::add));
    return steps;
  }

  private static boolean malformed(Grade grade) {
    return grade.checks().stream().anyMatch(FailureRule::malformed);
  }

  private static boolean malformed(Check check) {
    String found = check.found().substring(0, Math.min(READ, check.found().length()));
    boolean gate = check.gate() && !check.full() && check.step().isEmpty();
    return (gate && !ABSENT.matcher(found).find())
        || (check.credit() == 0 && UNREADABLE.matcher(found).find());
  }
}
