package ale.cli;

import ale.agents.Bundles;
import ale.agents.Harnesses;
import ale.core.Outcome;
import ale.gateway.GatewayConfig;
import ale.runner.Examiner;
import ale.runner.LocalEngine;
import ale.runner.Machinery;
import ale.runner.Models;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.sandbox.ImageStore;
import ale.sandbox.LocalKind;
import ale.sandbox.PooledProvider;
import ale.sandbox.Provider;
import ale.stats.Board;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options and ways that commands which run trials have in common. */
final class RunOptions {
  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "trials at once; default: what processors and memory bear")
  private int jobs;

  @Option(
      names = "--pool",
      paramLabel = "N",
      description = "sandboxes of each kind that are opened ahead; default: none")
  private int pool;

  @Option(names = "--json", description = "end with the result as one line of JSON")
  private boolean json;

  @Option(
      names = "--gateway",
      paramLabel = "FILE",
      description = {
        "the providers of models (docs/gateway.md); default: $ALE_GATEWAY, gateway.yaml or",
        "gateway.json beside the exam, or the vendors whose keys stand in the environment"
      })
  private Optional<Path> gateway = Optional.empty();

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
        InstantSource.system(),
        new Bundles(places.cache().resolve("bundles"), Screen::say),
        Models.none());
  }

  boolean json() {
    return json;
  }

  /** Runs what has no outcome yet, prints the board, and gives the exit code. */
  int run(RunFolder run, Machinery machinery) {
    List<TrialOutcome> outcomes = outcomes(run, machinery);
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

  /** Runs what has no outcome yet; the gateway is there as long as that takes. */
  List<TrialOutcome> outcomes(RunFolder run, Machinery machinery) {
    try (Models models = models()) {
      models.ready(run.plan());
      Machinery whole = machinery.with(models);
      if (pool <= 0) {
        return outcomes(run, whole, atOnce());
      }
      try (PooledProvider pooled = new PooledProvider(whole.provider(), pool)) {
        return outcomes(run, whole.with(pooled), atOnce());
      }
    }
  }

  private int atOnce() {
    return jobs > 0 ? jobs : LocalEngine.suitable();
  }

  private Models models() {
    Path home = Places.standard().home();
    Optional<Path> file =
        gateway
            .or(() -> Optional.ofNullable(System.getenv("ALE_GATEWAY")).map(Path::of))
            .or(() ->
                Stream.of("gateway.yaml", "gateway.json")
                    .map(home::resolve)
                    .filter(Files::exists)
                    .findFirst());
    return Models.behind(
        file.map(GatewayConfig::read).orElseGet(() -> GatewayConfig.ofVendors(System.getenv())),
        InstantSource.system());
  }

  private static List<TrialOutcome> outcomes(RunFolder run, Machinery machinery, int atOnce) {
    run.plan().instances().stream()
        .filter(i -> i.problem().isEmpty())
        .map(i -> i.image())
        .distinct()
        .filter(machinery.images().names()::contains)
        .forEach(i -> machinery.images().ensure(i, Screen::say));
    Screen.say(
        "run "
            + run.plan().id()
            + ": "
            + run.plan().trials().size()
            + " trials, "
            + atOnce
            + " at once");
    try (LiveProgress progress = new LiveProgress(run)) {
      return new LocalEngine(machinery, atOnce).run(run, progress);
    }
  }
}
