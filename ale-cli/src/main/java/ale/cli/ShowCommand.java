package ale.cli;

import ale.core.Check;
import ale.core.Grade;
import ale.core.InputException;
import ale.core.Json;
import ale.core.Outcome;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A run trial by trial, or one trial check by check. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows how the trials of a run ended, or why one of them ended as it did.")
final class ShowCommand implements Runnable {
  @Mixin private RunChoice run = new RunChoice();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRIAL",
      defaultValue = "",
      description = TrialChoice.WHICH)
  private String trial = "";

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Override
  public void run() {
    RunFolder folder = run.folder();
    if (trial.isEmpty()) {
      showRun(folder);
    } else {
      showTrial(folder, TrialChoice.find(folder, trial));
    }
  }

  private void showRun(RunFolder folder) {
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("run", folder.plan().id());
      shown.put("plan", folder.plan());
      shown.put("outcomes", folder.outcomes());
      Screen.json(shown);
      return;
    }
    Screen.out(folder.path() + ", planned " + folder.plan().created());
    Screen.out(
        Screen.table(
            List.of("trial", "outcome", "missed steps"),
            folder.plan().trials().stream()
                .map(t -> {
                  Optional<TrialOutcome> outcome = folder.outcome(t.id());
                  return List.of(
                      t.id(),
                      outcome.map(ShowCommand::marked).orElse("not yet"),
                      outcome.map(o -> String.join(" ", o.missedSteps())).orElse(""));
                })
                .toList()));
  }

  /** An outcome that was made with hosts in reach, or without a proven end, says so. */
  private static String marked(TrialOutcome trial) {
    return words(trial.outcome())
        + trial.network().map(n -> "  network: " + n).orElse("")
        + (trial.unproven() ? "  end unproven" : "");
  }

  private static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored s ->
          String.format(Locale.ROOT, "%.3f", s.score()) + (s.passed() ? "  passed" : "");
      case Outcome.Unscored u ->
          "unscored: "
              + u.fault().source().word()
              + " fault in "
              + u.fault().phase().word()
              + ": "
              + u.fault().message();
      case Outcome.Invalid i -> "invalid: " + i.reason();
    };
  }

  private void showTrial(RunFolder folder, String id) {
    TrialOutcome outcome =
        folder
            .outcome(id)
            .orElseThrow(() -> new InputException("trial " + id + " has no outcome yet"));
    Path file = folder.trial(id).resolve("attempt-" + outcome.counts()).resolve("grade.json");
    Optional<Grade> grade =
        Files.exists(file) ? Optional.of(Json.read(file, Grade.class)) : Optional.empty();
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("trial", id);
      shown.put("outcome", outcome);
      grade.ifPresent(g -> shown.put("grade", g));
      shown.put("folder", folder.trial(id).toString());
      Screen.json(shown);
      return;
    }
    Screen.out(id + ": " + words(outcome.outcome()));
    Screen.out("work: " + outcome.ended());
    if (!outcome.limits().isEmpty()) {
      Screen.out("limits: ran into " + String.join(", ", outcome.limits()));
    }
    outcome.network().ifPresent(n -> Screen.out("network: " + n));
    if (outcome.unproven()) {
      Screen.out("end: nobody could prove that the work had ended when it was collected");
    }
    Usages.of(List.of(outcome)).values().forEach(u -> Screen.out("model: " + u.words()));
    for (TrialOutcome.Attempt attempt : outcome.attempts()) {
      Screen.out(
          "attempt "
              + attempt.number()
              + ": "
              + attempt
                  .fault()
                  .map(
                      f -> f.source().word() + " fault in " + f.phase().word() + ": " + f.message())
                  .orElse("counts"));
    }
    grade.ifPresent(ShowCommand::checks);
    Screen.out("folder: " + folder.trial(id));
  }

  private static void checks(Grade grade) {
    for (Check check : grade.checks()) {
      Screen.out(
          String.format(
              Locale.ROOT,
              "%s %-28s %s %.2f  %s",
              check.full() ? "+" : "-",
              check.id(),
              check.gate() ? "gate  " : String.format(Locale.ROOT, "w %4.1f", check.weight()),
              check.credit(),
              check.found()));
      Screen.out("    announced: " + check.says());
    }
    if (!grade.missedSteps().isEmpty()) {
      Screen.out("missed essential steps: " + String.join(", ", grade.missedSteps()));
    }
  }
}
