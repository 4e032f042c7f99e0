package ale.cli;

import ale.agents.Bundles;
import ale.agents.Harnesses;
import ale.core.Outcome;
import ale.runner.Engine;
import ale.runner.Examiner;
import ale.runner.Machinery;
import ale.runner.Models;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.sandbox.ImageStore;
import ale.sandbox.LocalKind;
import ale.sandbox.Provider;
import ale.stats.Board;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options and ways that commands which run trials have in common. */
final class RunOptions {
  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "trials at once; default: what the machine bears, or what the cluster has")
  private int jobs;

  @Option(
      names = "--pool",
      paramLabel = "N",
      description = "sandboxes of each kind that are opened ahead; default: none")
  private int pool;

  @Option(names = "--json", description = "end with the result as one line of JSON")
  private boolean json;

  @Mixin private GatewayChoice gateway = new GatewayChoice();

  @Mixin private EngineChoice engine = new EngineChoice();

  /** What a run needs of this machine, made ready. */
  static Machinery machinery(Places places) {
    return machinery(places, LocalKind.NAME);
  }

  /**
   * What a run needs of this machine, made ready.
   *
   * @param from name of the provider of its sandboxes
   */
  static Machinery machinery(Places places, String from) {
    Preparation preparation = new Preparation(places, Screen::say);
    Provider provider = preparation.provider(from);
    ImageStore images = preparation.images();
    return new Machinery(
        provider,
        images,
        Harnesses.installed(),
        Examiner.at(places.state().resolve("keys")),
        WrongClock.orRight(),
        new Bundles(places.cache().resolve("bundles"), Screen::say),
        Models.none());
  }

  boolean json() {
    return json;
  }

  /** Runs what has no outcome yet, prints the board, and gives the exit code. */
  int run(RunFolder run, Places places, String provider) {
    List<TrialOutcome> outcomes = outcomes(run, places, provider);
    Board board = run.board(outcomes);
    Screen.say("");
    Screen.say(BoardTable.of(board, Gcua.of(run)));
    Usages.footnotes(outcomes).forEach(Screen::say);
    long unproven = outcomes.stream().filter(TrialOutcome::unproven).count();
    if (unproven > 0) {
      Screen.say(
          "end: of " + unproven + " of these trials nobody could prove that the work was over");
    }
    Screen.say("");
    Screen.say("run folder: " + run.path());
    if (json) {
      Screen.json(Gcua.beside(Usages.beside(board, outcomes), Gcua.of(run)));
    }
    return outcomes.stream().anyMatch(o -> o.outcome() instanceof Outcome.Unscored)
        ? Main.UNSCORED
        : Main.DONE;
  }

  /** Runs what has no outcome yet, and gives all outcomes. */
  List<TrialOutcome> outcomes(RunFolder run, Places places, String provider) {
    try (Workshop.Later workshop = workshop(run, places, provider);
        LiveProgress progress = new LiveProgress(run)) {
      Engine chosen =
          engine.engine(
              places, workshop::work, trialArguments(provider), gateway.config(places), jobs);
      Screen.say(
          "run "
              + run.plan().id()
              + ": "
              + run.plan().trials().size()
              + " trials, engine "
              + engine.name());
      return chosen.run(run, progress);
    }
  }

  private Workshop.Later workshop(RunFolder run, Places places, String provider) {
    return new Workshop.Later(
        () -> new Workshop(run, machinery(places, provider), gateway.models(places), pool));
  }

  private List<String> trialArguments(String provider) {
    List<String> arguments = new ArrayList<>(List.of("--provider", provider));
    gateway.file().ifPresent(f -> arguments.addAll(List.of("--gateway", f.toString())));
    return arguments;
  }
}
