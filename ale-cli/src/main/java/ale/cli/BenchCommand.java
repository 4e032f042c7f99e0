package ale.cli;

import ale.gateway.GatewayBench;
import ale.stats.HeldOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measurements that are run by hand; their results go into docs/measurements.md. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures parts of the exam on this machine.")
final class BenchCommand {
  @Command(
      name = "board",
      mixinStandardHelpOptions = true,
      description = "Imports made-up trials, and makes their board with every interval.")
  int board(
      @Option(names = "--trials", defaultValue = "1000000", description = "at least so many")
          long trials,
      @Option(names = "--json", description = "one line of JSON") boolean json)
      throws IOException {
    Path folder = Files.createTempDirectory("ale-bench");
    try {
      BoardBench bench = BoardBench.run(trials, folder);
      if (json) {
        Screen.json(bench);
      } else {
        Screen.out(
            String.format(
                Locale.ROOT,
                "%,d trials: %,d imported a second, board in %.0f ms (again: %.0f ms), %d MB",
                bench.trials(),
                bench.importPerSecond(),
                bench.boardMillis(),
                bench.warmMillis(),
                bench.rss()));
      }
    } finally {
      BoardBench.remove(folder);
    }
    return Main.DONE;
  }

  @Command(
      name = "adaptive",
      mixinStandardHelpOptions = true,
      description = {
        "Tries the adaptive exam on results that are known: each agent of a run or an import in",
        "turn is held out, and examined with items fitted to the others."
      })
  int adaptive(
      @Option(names = "--source", required = true, paramLabel = "NAME", description = "which")
          String source,
      @Option(
              names = "--most",
              paramLabel = "PERCENT",
              defaultValue = "15",
              description = "of the tasks; default: ${DEFAULT-VALUE}")
          double most,
      @Option(
              names = "--precision",
              paramLabel = "POINTS",
              defaultValue = "2",
              description = "at which an exam stops; default: ${DEFAULT-VALUE}")
          double precision,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    Results results = Results.of(Places.standard());
    results.refresh();
    HeldOut found = HeldOut.of(results.singleTrials(source), most / 100, precision / 100);
    if (json) {
      Screen.json(found);
    } else {
      Screen.out(
          String.format(
              Locale.ROOT,
              "%d agents: error %.1f points at the median, %.1f at the worst; %.1f%% of the tasks"
                  + " asked at the median, %.1f%% at most; %.0f%% of the intervals hold",
              found.agents().size(),
              100 * found.error(0.5),
              100 * found.error(1),
              100 * found.share(0.5),
              100 * found.share(1),
              100 * found.held()));
    }
    return Main.DONE;
  }

  @Command(
      name = "sandbox",
      mixinStandardHelpOptions = true,
      description = {
        "Opens and closes sandboxes with a desktop: time to a first screenshot, ten in parallel,",
        "memory of an idle one, round trips of screenshots and clicks."
      })
  int sandbox(
      @Option(names = "-n", defaultValue = "50", description = "how many, one after another") int n,
      @Option(names = "--parallel", defaultValue = "10", description = "how many at once") int many,
      @Option(
              names = "--computer-server",
              paramLabel = "URL|PROGRAM",
              description =
                  "a Python computer-server to measure beside ours: where one runs, or the program"
                      + " to start on the sandbox's display; default: cua-computer-server if there"
                      + " is one on the PATH")
          Optional<String> other,
      @Mixin ProviderChoice provider,
      @Option(names = "--json", description = "one line of JSON") boolean json)
      throws IOException {
    Places places = Places.standard();
    SandboxBench bench =
        new SandboxBench(RunOptions.machinery(places, provider.name()), places.state());
    SandboxBench.Report report = bench.run(n, many, other.or(BenchCommand::found));
    if (json) {
      Screen.json(report);
      return Main.DONE;
    }
    Screen.out("usable desktop with a first screenshot: " + report.ready());
    report
        .parallel()
        .ifPresent(
            p -> Screen.out(String.format(Locale.ROOT, "%d at once: %.0f ms for all", many, p)));
    report
        .idle()
        .ifPresent(mb ->
            Screen.out(
                String.format(
                    Locale.ROOT,
                    "idle: %.0f MB each, so 16 GB hold %d idle desktops",
                    mb,
                    report.inSixteenGigabytes().orElse(0L))));
    Screen.out("closing: " + report.close());
    print("screenshot", report.screenshot());
    print("click", report.click());
    return Main.DONE;
  }

  private static void print(String what, SandboxBench.RoundTrips trips) {
    Screen.out(what + " by our protocol: " + trips.own());
    Screen.out(what + " by POST /cmd: " + trips.cmd());
    Screen.out(what + " by MCP: " + trips.mcp());
    trips.computerServer().ifPresent(other -> Screen.out(what + " by the other server: " + other));
    trips.ratio().ifPresent(r -> Screen.out(String.format(Locale.ROOT, "%s ratio: %.1f", what, r)));
  }

  private static Optional<String> found() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "cua-computer-server"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  @Command(
      name = "runner",
      mixinStandardHelpOptions = true,
      description = {
        "Runs trials that do nothing in real sandboxes, a controller with many trials on simulated",
        "sandboxes in a process of its own, and fills a trial's journal."
      })
  int runner(
      @Option(names = "-n", defaultValue = "40", description = "trials that do nothing") int n,
      @Option(
              names = {"-j", "--jobs"},
              description = "of them at once; default: one for each processor")
          Optional<Integer> jobs,
      @Option(names = "--live", defaultValue = "1000", description = "simulated trials at once")
          int live,
      @Option(names = "--queued", defaultValue = "10000", description = "those that wait")
          int queued,
      @Option(names = "--json", description = "one line of JSON") boolean json)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ale-bench");
    try {
      RunnerBench.Report report =
          new RunnerBench(folder)
              .run(
                  RunOptions.machinery(Places.standard()),
                  n,
                  jobs.orElseGet(Runtime.getRuntime()::availableProcessors),
                  live,
                  queued);
      if (json) {
        Screen.json(report);
      } else {
        Screen.out(report.words());
      }
    } finally {
      BoardBench.remove(folder);
    }
    return Main.DONE;
  }

  @Command(
      name = "controller",
      mixinStandardHelpOptions = true,
      hidden = true,
      description = "The process that bench runner measures.")
  int controller(
      @Parameters(paramLabel = "FOLDER") Path folder,
      @Option(names = "--live") int live,
      @Option(names = "--queued") int queued)
      throws IOException, InterruptedException {
    Screen.json(new ControllerBench(Files.createDirectories(folder)).run(live, queued));
    return Main.DONE;
  }

  @Command(
      name = "gateway",
      mixinStandardHelpOptions = true,
      description = "What the gateway adds to a model call, side by side with a direct connection.")
  int gateway(
      @Option(names = "--streams", defaultValue = "1000", description = "at once") int streams,
      @Option(names = "--calls", defaultValue = "1000", description = "timed one by one") int calls,
      @Option(names = "--json", description = "one line of JSON") boolean json)
      throws IOException, InterruptedException {
    GatewayBench.Result result = GatewayBench.run(streams, calls);
    if (json) {
      Screen.json(result);
    } else {
      Screen.out(
          String.format(
              Locale.ROOT,
              "added: median %.3f ms, p99 %.3f ms; %d streams at once, %d lost",
              result.addedMillis().p50(),
              result.addedMillis().p99(),
              result.streams(),
              result.lost()));
    }
    return Main.DONE;
  }
}
