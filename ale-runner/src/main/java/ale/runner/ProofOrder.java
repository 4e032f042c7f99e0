package ale.runner;

import ale.core.AleException;
import ale.core.Digest;
import ale.core.Outcome;
import ale.core.Phase;
import ale.runner.Journal.Line;
import ale.runner.Journal.Mark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The order in which a trial's journal must prove things: that everything in the agent's computer
 * was dead, then what was collected, and only then that the reference was taken out. Nobody who
 * could see the reference can have had a hand in the outputs.
 */
final class ProofOrder {
  /** Names the line that comes before the reference is staged. */
  static final String REFERENCE = "reference";

  /** Where what was collected stands, below the attempt's folder; absent if in it. */
  static final String FOLDER = "folder";

  static final String OUTPUTS = "outputs";
  static final String DEATH = "death";
  static final String UNPROVEN = "unproven";
  static final String MANIFEST = "manifest";

  private final Path trial;
  private final List<Line> lines;
  private final List<String> wrong = new ArrayList<>();

  private ProofOrder(Path trial, List<Line> lines) {
    this.trial = trial;
    this.lines = lines;
  }

  /** What is wrong with it; empty if it holds. */
  static List<String> check(Path trial, Optional<TrialOutcome> outcome) {
    List<Line> lines;
    try {
      lines = Journal.read(trial.resolve("journal.jsonl"));
    } catch (AleException e) {
      return List.of("the journal cannot be trusted: " + e.getMessage());
    }
    ProofOrder order = new ProofOrder(trial, lines);
    List<Line> staged =
        lines.stream()
            .filter(l -> l.phase() == Phase.GRADE && l.data().containsKey(REFERENCE))
            .toList();
    staged.forEach(order::check);
    outcome
        .filter(o -> o.outcome() instanceof Outcome.Scored)
        .filter(o -> staged.stream().noneMatch(l -> l.attempt() == o.counts()))
        .ifPresent(o ->
            order.wrong.add(
                "reference-unannounced: attempt "
                    + o.counts()
                    + " was graded, and no line says when the reference was staged"));
    return List.copyOf(order.wrong);
  }

  private void check(Line staged) {
    String when = " before line " + staged.seq() + ", which says that the reference was staged";
    if (before(staged, Phase.FREEZE, ProofOrder::dead)
        .filter(death -> !workedBetween(death, staged))
        .isEmpty()) {
      wrong.add("reference-before-death: no proof of death stands" + when);
    }
    Optional<Line> collected = before(staged, Phase.COLLECT, l -> l.data().containsKey(MANIFEST));
    if (collected.isEmpty()) {
      wrong.add("reference-before-digest: no digest of the outputs stands" + when);
      return;
    }
    Path manifest =
        trial
            .resolve("attempt-" + staged.attempt())
            .resolve(String.valueOf(collected.get().data().getOrDefault(FOLDER, "")))
            .resolve("manifest.json");
    Object digest = collected.get().data().get(MANIFEST);
    if (!Files.exists(manifest) || !Digest.ofFile(manifest).equals(digest)) {
      wrong.add(
          "manifest-changed: " + manifest + " is not what line " + collected.get().seq() + " says");
    }
    if (!Optional.ofNullable(collected.get().data().get(OUTPUTS))
        .equals(Optional.ofNullable(staged.data().get(OUTPUTS)))) {
      wrong.add(
          "outputs-changed: what was graded (line "
              + staged.seq()
              + ") is not what was collected (line "
              + collected.get().seq()
              + ")");
    }
  }

  /** A task goes on to its next step with a new proof, or none. */
  private boolean workedBetween(Line death, Line staged) {
    return lines.stream()
        .anyMatch(l ->
            l.seq() > death.seq()
                && l.seq() < staged.seq()
                && l.attempt() == staged.attempt()
                && l.phase() == Phase.WORK);
  }

  private Optional<Line> before(Line staged, Phase phase, Predicate<Line> proof) {
    return lines.stream()
        .filter(l -> l.seq() < staged.seq() && l.attempt() == staged.attempt())
        .filter(l -> l.phase() == phase && l.mark() == Mark.END)
        .filter(proof)
        .reduce((_, later) -> later);
  }

  private static boolean dead(Line line) {
    return line.data().containsKey(UNPROVEN)
        || (line.data().get(DEATH) instanceof Map<?, ?> death
            && death.get("remaining") instanceof List<?> left
            && left.isEmpty());
  }
}
