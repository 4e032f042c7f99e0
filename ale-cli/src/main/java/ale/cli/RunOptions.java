package ale.cli;

import ale.agents.Harnesses;
import ale.core.Outcome;
import ale.runner.Examiner;
import ale.runner.LocalEngine;
import ale.runner.Machinery;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.sandbox.ImageStore;
import ale.sandbox.PooledProvider;
import ale.sandbox.Provider;
import ale.stats.Board;
import java.time.InstantSource;
import java.util.List;
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

  @Option(names = "--json", description = "end with the board as one line of JSON")
  private boolean json;

  /** What a run needs of this machine, made ready. */
  static Machinery machinery(Places places) {
    Preparation preparation = new Preparation(places, Screen::say);
    Provider provider = preparation.provider();
    ImageStore images = preparation.images();
    return new Machinery(
        provider,
        images,
        Harnesses.installed(),
        Examiner.at(places.state().resolve("keys")),
        InstantSource.system());
  }

  /** Runs what has no outcome yet, prints the board, and gives the exit code. */
  int run(RunFolder run, Machinery machinery) {
    if (pool <= 0) {
      return trials(run, machinery);
    }
    try (PooledProvider pooled = new PooledProvider(machinery.provider(), pool)) {
      return trials(run, machinery.with(pooled));
    }
  }

  private int trials(RunFolder run, Machinery machinery) {
    run.plan().instances().stream()
        .filter(i -> i.problem().isEmpty())
        .map(i -> i.image())
        .distinct()
        .filter(machinery.images().names()::contains)
        .forEach(i -> machinery.images().ensure(i, Screen::say));
    int atOnce = jobs > 0 ? jobs : LocalEngine.suitable();
    Screen.say(
        "run "
            + run.plan().id()
            + ": "
            + run.plan().trials().size()
            + " trials, "
            + atOnce
            + " at once");
    List<TrialOutcome> outcomes;
    try (LiveProgress progress = new LiveProgress(run)) {
      outcomes = new LocalEngine(machinery, atOnce).run(run, progress);
    }
    Board board = run.board(outcomes);
    Screen.say("");
    Screen.say(BoardTable.of(board));
    Screen.say("");
    Screen.say("run folder: " + run.path());
    if (json) {
      Screen.json(board);
    }
    return outcomes.stream().anyMatch(o -> o.outcome() instanceof Outcome.Unscored)
        ? Main.UNSCORED
        : Main.DONE;
  }
}
