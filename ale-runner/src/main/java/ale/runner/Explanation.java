package ale.runner;

import ale.core.Check;
import ale.core.Fault;
import ale.core.Grade;
import ale.core.Json;
import ale.core.Outcome;
import ale.runner.TrialState.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a trial waits for, or why it ended as it did, for a person to read.
 *
 * @param run the run
 * @param trial its name
 * @param standing in a word
 * @param paragraph in words; what an agent may have written in it is printable and bounded
 * @param state what is known
 */
public record Explanation(
    String run, String trial, Standing standing, String paragraph, TrialState state) {
  private static final int MOST_CHECKS = 5;
  private static final int MOST_WORDS = 200;

  /** Explains a trial from what stands in the run's folder. */
  public static Explanation of(RunFolder run, String trial, Instant now) {
    RunState all = RunState.of(run, now);
    TrialState state = all.trial(trial).orElseThrow();
    List<String> sentences = new ArrayList<>();
    Optional<TrialOutcome> end = run.outcome(trial);
    if (end.isPresent()) {
      sentences.add(verdict(end.get().outcome()));
      work(run.trial(trial), end.get(), sentences);
    } else {
      sentences.add(going(state, now));
    }
    history(run.trial(trial), sentences);
    return new Explanation(all.run(), trial, state.standing(), String.join(" ", sentences), state);
  }

  private static String verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored s when s.passed() -> "It passed: every check was fulfilled.";
      case Outcome.Scored s ->
          String.format(Locale.ROOT, "It scored %.3f of 1, which is not a full pass.", s.score());
      case Outcome.Unscored u -> unscored(u.fault());
      case Outcome.Invalid i ->
          "It is invalid, since the agent broke the rules: " + sentence(i.reason());
    };
  }

  private static String unscored(Fault fault) {
    String again =
        switch (fault.source()) {
          case OPERATOR -> "A person wanted it so; ale requeue gives it a further attempt.";
          case TASK -> "The task has to be put right first, in a new run.";
          case SANDBOX, GRADER, MODEL, HARNESS, ENGINE, LIMIT, AGENT ->
              "That says nothing about the agent; ale requeue gives it a further attempt.";
        };
    return "It is unscored: "
        + article(fault.source().word())
        + " fault in the phase "
        + fault.phase().word()
        + ": "
        + sentence(fault.message())
        + " "
        + again;
  }

  private static String article(String word) {
    return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }

  private static void work(Path folder, TrialOutcome end, List<String> sentences) {
    if (!end.ended().isEmpty()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "The agent worked for %s, and its work ended so: %s",
              duration(Duration.ofMillis(Math.round(end.workSeconds() * 1e3))),
              sentence(end.ended())));
    }
    if (!end.limits().isEmpty()) {
      sentences.add(
          "It ran into its limit ("
              + printable(String.join(", ", end.limits()))
              + "), and was graded as it stood.");
    }
    grade(folder, end).ifPresent(grade -> checks(grade, sentences));
    if (!end.missedSteps().isEmpty()) {
      sentences.add(
          "No check could witness these essential steps: "
              + printable(String.join(", ", end.missedSteps()))
              + ".");
    }
    end.network()
        .ifPresent(n ->
            sentences.add("It is marked, since the agent could reach hosts (network " + n + ")."));
    if (end.unproven()) {
      sentences.add(
          "It is marked, since nobody could prove that the work had ended when it was collected.");
    }
    for (TrialOutcome.Attempt attempt : end.attempts()) {
      attempt
          .fault()
          .filter(f -> end.counts() != 0)
          .ifPresent(f ->
              sentences.add(
                  "Attempt "
                      + attempt.number()
                      + " does not count, for "
                      + article(f.source().word())
                      + " fault in "
                      + f.phase().word()
                      + ": "
                      + sentence(f.message())));
    }
    if (end.counts() > 1) {
      sentences.add("Attempt " + end.counts() + " counts.");
    }
  }

  private static Optional<Grade> grade(Path folder, TrialOutcome end) {
    Path file = folder.resolve("attempt-" + end.counts()).resolve("grade.json");
    return Files.exists(file) ? Optional.of(Json.read(file, Grade.class)) : Optional.empty();
  }

  private static void checks(Grade grade, List<String> sentences) {
    List<Check> missed = grade.checks().stream().filter(c -> !c.full()).toList();
    long gates = missed.stream().filter(Check::gate).count();
    if (missed.isEmpty()) {
      return;
    }
    sentences.add(
        "Of "
            + grade.checks().size()
            + " checks "
            + missed.size()
            + (missed.size() == 1 ? " was" : " were")
            + " not fulfilled"
            + (gates > 0 ? ", among them a gate, which alone makes the score 0" : "")
            + ":");
    List<String> told =
        missed.stream()
            .sorted(java.util.Comparator.comparing((Check c) -> !c.gate()))
            .limit(MOST_CHECKS)
            .map(c -> printable(c.id()) + " (" + printable(c.found()) + ")")
            .toList();
    int more = missed.size() - told.size();
    sentences.add(String.join("; ", told) + (more > 0 ? "; and " + more + " more." : "."));
  }

  private static String going(TrialState state, Instant now) {
    String waits = state.waits().map(Explanation::sentence).orElse("");
    return switch (state.standing()) {
      case RUNNING ->
          "It is under way: "
              + begun(state, now)
              + state.holder().map(h -> ", run by " + h.words()).orElse("")
              + ".";
      case PAUSED ->
          state.holder().isPresent()
              ? "It stands still, since a person paused it: " + begun(state, now) + "."
              : "It has not begun: " + waits;
      case STOPPED ->
          "It was begun, and nobody runs it any more: " + begun(state, now) + ". " + waits;
      case WAITING ->
          (state.attempt() == 0 ? "It has not begun, and waits for this: " : "It waits to go on: ")
              + waits;
      case SCORED, UNSCORED, INVALID -> "It is over.";
    };
  }

  private static String begun(TrialState state, Instant now) {
    return state
        .phase()
        .flatMap(phase ->
            state
                .since()
                .map(since ->
                    "attempt "
                        + state.attempt()
                        + " is in the phase "
                        + phase.word()
                        + " since "
                        + since
                        + ", "
                        + duration(Duration.between(since, now))
                        + " ago"))
        .orElse("its first attempt is about to begin");
  }

  /** What a person did to it. */
  private static void history(Path folder, List<String> sentences) {
    for (int n = 1; Files.exists(folder.resolve("requeue-" + n + ".json")); n++) {
      Requeue requeue = Json.read(folder.resolve("requeue-" + n + ".json"), Requeue.class);
      sentences.add(
          "It was requeued by "
              + printable(requeue.by())
              + " at "
              + requeue.at()
              + (requeue.force() ? " by force" : "")
              + ", having been "
              + before(requeue.was())
              + ".");
    }
  }

  private static String before(Outcome was) {
    return switch (was) {
      case Outcome.Scored s -> String.format(Locale.ROOT, "scored %.3f", s.score());
      case Outcome.Unscored u -> "unscored for " + article(u.fault().source().word()) + " fault";
      case Outcome.Invalid i -> "invalid";
    };
  }

  static String duration(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1e3);
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  private static String sentence(String text) {
    String plain = printable(text).strip();
    return plain.endsWith(".") || plain.isEmpty() ? plain : plain + ".";
  }

  /** One line without control characters, of bounded length: an agent may have written it. */
  static String printable(String text) {
    StringBuilder plain = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(MOST_WORDS)
        .map(c ->
            switch (Character.getType(c)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.SURROGATE,
                  Character.PRIVATE_USE,
                  Character.UNASSIGNED,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR ->
                  ' ';
              default -> c;
            })
        .forEach(plain::appendCodePoint);
    String one = plain.toString().replaceAll("\\s+", " ").strip();
    return text.strip().codePointCount(0, text.strip().length()) > MOST_WORDS ? one + "…" : one;
  }
}
