package ale.cli;

import ale.core.Outcome;
import ale.runner.Models;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.runner.plan.Changes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One trial of a planned run, in this process. */
@Command(
    name = "trial",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one trial of a planned run in this process, and seals it. A trial that is over stays",
      "as it is; one that another process has is left to it (exit code 4). Refuses if what the run",
      "rests on is not here as it was planned, and says what. Engines start this command on the",
      "machines of a cluster."
    })
final class TrialCommand implements Callable<Integer> {
  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Mixin private DiskChoice disk = new DiskChoice();

  @Mixin private ChangesChoice changes = new ChangesChoice();

  @Mixin private TrialChoice trial = new TrialChoice();

  @Option(names = "--json", description = "end with the outcome as one line of JSON")
  private boolean json;

  @Override
  public Integer call() {
    Places places = Places.standard();
    RunFolder folder = trial.folder();
    String id = trial.in(folder);
    Optional<TrialOutcome> before = folder.outcome(id);
    TrialOutcome end = before.isPresent() ? before.get() : outcome(places, folder, id);
    if (before.isPresent()) {
      Screen.say(id + " was over at " + end.finished() + "; nothing to do");
    }
    if (json) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("run", folder.plan().id());
      said.put("trial", id);
      said.put("before", before.isPresent());
      said.put("outcome", end);
      Screen.json(said);
    }
    return before.isEmpty() && end.outcome() instanceof Outcome.Unscored
        ? Main.UNSCORED
        : Main.DONE;
  }

  private TrialOutcome outcome(Places places, RunFolder folder, String id) {
    RunPlan.TrialSpec spec =
        folder.plan().trials().stream().filter(t -> t.id().equals(id)).findFirst().orElseThrow();
    String from = provider.of(folder.plan());
    try (Models models = gateway.models(places)) {
      changes.settle(Changes.of(folder, RunOptions.inventory(places, from, models)));
    }
    try (Workshop workshop =
            new Workshop(
                folder,
                RunOptions.machinery(places, from),
                gateway.models(places),
                disk.watch(places),
                0);
        LiveProgress progress = new LiveProgress(folder)) {
      return workshop.work().run(folder, spec, progress);
    }
  }
}
