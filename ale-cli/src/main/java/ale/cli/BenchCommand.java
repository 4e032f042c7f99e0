package ale.cli;

import ale.gateway.GatewayBench;
import ale.guest.Button;
import ale.guest.Point;
import ale.runner.Machinery;
import ale.sandbox.Image;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measurements that are run by hand; their results go into docs/measurements.md. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures parts of the exam on this machine.")
final class BenchCommand {
  private static final int ROUND_TRIPS = 200;
  private static final String IMAGE = "workstation";

  /** What {@code bench sandbox} answers. Times in milliseconds, sizes in units of 2^20 bytes. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Report(
      @JsonProperty("ready_ms") Sample ready,
      @JsonProperty("parallel10_ms") Optional<Double> parallel,
      @JsonProperty("idle_mb_per_sandbox") double idle,
      @JsonProperty("close_ms") Sample close,
      @JsonProperty("screenshot_ms") Screenshots screenshot,
      @JsonProperty("click_ms") Sample click) {}

  /** Round trips of a screenshot by each door; absent where the door is not there. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Screenshots(
      Sample own,
      Optional<Sample> cmd,
      Optional<Sample> mcp,
      @JsonProperty("computer_server") Optional<Sample> computerServer) {}

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
      name = "sandbox",
      mixinStandardHelpOptions = true,
      description = {
        "Opens and closes sandboxes with a desktop: time to a first screenshot, ten in parallel,",
        "memory of an idle one, round trips of screenshots and clicks."
      })
  int sandbox(
      @Option(names = "-n", defaultValue = "50", description = "how many, one after another") int n,
      @Option(names = "--parallel", defaultValue = "10", description = "how many at once") int many,
      @Option(names = "--json", description = "one line of JSON") boolean json)
      throws IOException {
    Machinery machinery = RunOptions.machinery(Places.standard());
    Image image = machinery.images().ensure(IMAGE, Screen::say);
    Callable<Sandbox> open =
        () -> {
          Sandbox sandbox =
              machinery
                  .provider()
                  .open(
                      SandboxSpec.of(image, Resources.of(1, 1024, 128), SandboxSpec.Tools.GUEST)
                          .withScreen(ScreenSize.STANDARD));
          sandbox.guest().screenshot();
          return sandbox;
        };
    Sample.timed(open, Sandbox::close); // warms this program up, not the sandboxes
    List<Double> ready = new ArrayList<>();
    List<Double> close = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long start = System.nanoTime();
      Sandbox sandbox = Sample.call(open);
      ready.add(Sample.since(start));
      long end = System.nanoTime();
      sandbox.close();
      close.add(Sample.since(end));
    }
    Optional<Double> parallel = many > 1 ? Optional.of(parallel(open, many)) : Optional.empty();
    Report report;
    try (Sandbox one = Sample.call(open)) {
      one.guest().waitStill(Duration.ofMillis(500), Duration.ofSeconds(5));
      double idle = memory(one.id());
      Sample shots = Sample.of(ROUND_TRIPS, () -> one.guest().screenshot());
      Sample clicks =
          Sample.of(ROUND_TRIPS, () -> one.guest().click(new Point(640, 790), Button.LEFT, 1));
      report =
          new Report(
              Sample.of(ready),
              parallel,
              idle,
              Sample.of(close),
              new Screenshots(shots, Optional.empty(), Optional.empty(), Optional.empty()),
              clicks);
    }
    if (json) {
      Screen.json(report);
    } else {
      Screen.out("usable desktop with a first screenshot: " + report.ready());
      parallel.ifPresent(
          p -> Screen.out(String.format(Locale.ROOT, "%d at once: %.0f ms for all", many, p)));
      Screen.out(String.format(Locale.ROOT, "idle: %.0f MB each", report.idle()));
      Screen.out("closing: " + report.close());
      Screen.out("screenshot: " + report.screenshot().own());
      Screen.out("click: " + report.click());
    }
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

  private static double parallel(Callable<Sandbox> open, int many) {
    List<Future<Sandbox>> opening = new ArrayList<>();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        opening.add(threads.submit(open));
      }
    }
    double took = Sample.since(start);
    for (Future<Sandbox> one : opening) {
      try {
        one.get().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new MachineException("a sandbox could not be opened: " + e.getCause());
      }
    }
    return took;
  }

  /** Memory that the sandbox's control groups hold, its disk included. */
  private static double memory(String id) throws IOException {
    Path separate = Path.of("/sys/fs/cgroup/memory/ale", id);
    Path unified = Path.of("/sys/fs/cgroup/ale", id);
    boolean old = Files.isDirectory(separate);
    long bytes = 0;
    try (var parts = Files.list(old ? separate : unified)) {
      for (Path part : parts.filter(Files::isDirectory).toList()) {
        String name = old ? "memory.usage_in_bytes" : "memory.current";
        bytes += Long.parseLong(Files.readString(part.resolve(name)).strip());
      }
    }
    return bytes / 1048576.0;
  }
}
