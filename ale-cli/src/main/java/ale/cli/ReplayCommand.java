package ale.cli;

import ale.core.Outcome;
import ale.gateway.SessionSpec;
import ale.runner.Replays;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.sandbox.LocalKind;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One trial again, with what its model said then. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the agent of a trial again on a fresh computer, with the recorded replies in place of",
      "the provider, as a new run, and says whether it ended the same (exit code 0) or not (1)."
    })
final class ReplayCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Mixin private TrialChoice trial = new TrialChoice();

  @Option(
      names = "--match",
      defaultValue = "strict",
      paramLabel = "strict|order",
      description = "how a request finds its reply: by its bytes, or by its place in the order")
  private SessionSpec.Match match = SessionSpec.Match.STRICT;

  @Option(
      names = "--fork-at",
      paramLabel = "N",
      description = "the N-th call of a model and those after it go to a live provider")
  private Optional<Integer> forkAt = Optional.empty();

  @Override
  public Integer call() {
    Places places = Places.standard();
    RunFolder then = trial.folder();
    String id = trial.in(then);
    RunFolder now = Replays.plan(places.runs(), then, id, match, forkAt, InstantSource.system());
    TrialOutcome before = then.outcome(id).orElseThrow();
    TrialOutcome after = options.outcomes(now, places, LocalKind.NAME).getFirst();
    List<String> differences = Replays.differences(then, before, now, after);
    if (differences.isEmpty()) {
      Screen.say("the outcome is equal");
    } else {
      Screen.say("the outcome differs:\n  " + String.join("\n  ", differences));
    }
    if (after.outcome() instanceof Outcome.Unscored unscored) {
      Screen.say(unscored.fault().message());
    }
    Screen.say("run folder: " + now.path());
    if (options.json()) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("run", now.plan().id());
      said.put("trial", after.trial());
      said.put("equal", differences.isEmpty());
      said.put("differences", differences);
      said.put("then", before.outcome());
      said.put("now", after.outcome());
      Screen.json(said);
    }
    return differences.isEmpty() ? Main.DONE : Main.UNSCORED;
  }
}
