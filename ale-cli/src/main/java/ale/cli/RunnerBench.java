package ale.cli;

import ale.agents.Agents;
import ale.core.Json;
import ale.core.Outcome;
import ale.runner.JournalBench;
import ale.runner.LocalEngine;
import ale.runner.Machinery;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.TrialOutcome;
import ale.tasks.Families;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** What the machinery around trials costs: no-op trials, a busy controller, a long journal. */
final class RunnerBench {
  private static final int EVENTS = 300_000;

  /**
   * What {@code bench runner} answers.
   *
   * @param noops trials a minute of an agent that does nothing, in real sandboxes
   * @param live trials at once in the controller that was measured, on simulated sandboxes
   * @param queued trials that waited in it
   * @param residentMegabytes its memory at most, in units of 2^20 bytes
   */
  record Report(
      @JsonProperty("noop_trials_per_minute") double noops,
      int live,
      int queued,
      @JsonProperty("rss_mb") long residentMegabytes,
      @JsonProperty("lag_ms") Lag.Millis lag,
      JournalBench journal) {
    String words() {
      return String.format(
          Locale.ROOT,
          "trials that do nothing: %.0f a minute%n"
              + "controller with %,d live and %,d waiting trials: %d MB, timers late by %.1f ms"
              + " (p99 %.1f ms)%n"
              + "journal of %,d events: %.0f us to append to an empty one, %.0f us to the full"
              + " one, open in %.0f ms",
          noops,
          live,
          queued,
          residentMegabytes,
          lag.p50(),
          lag.p99(),
          journal.events(),
          journal.append().first(),
          journal.append().last(),
          journal.openMillis());
    }
  }

  private final Path folder;

  /**
   * @param folder for everything that it writes
   */
  RunnerBench(Path folder) {
    this.folder = folder;
  }

  Report run(Machinery machinery, int n, int jobs, int live, int queued)
      throws IOException, InterruptedException {
    Screen.say("a journal of " + EVENTS + " events");
    JournalBench journal = journal();
    Screen.say(n + " trials that do nothing, " + jobs + " at once, in real sandboxes");
    double noops = noops(machinery, n, jobs);
    Screen.say("a controller with " + live + " live trials and " + queued + " that wait");
    ControllerBench.Report busy = controller(live, queued);
    return new Report(
        noops, busy.live(), busy.queued(), busy.residentMegabytes(), busy.lag(), journal);
  }

  private JournalBench journal() throws IOException {
    Path memory = Path.of("/dev/shm");
    Path quick =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "ale-bench")
            : Files.createDirectories(folder.resolve("quick"));
    try {
      return JournalBench.run(EVENTS, Files.createDirectories(folder.resolve("journal")), quick);
    } finally {
      BoardBench.remove(quick);
    }
  }

  private double noops(Machinery machinery, int n, int jobs) throws IOException {
    machinery.images().ensure(DrillTask.IMAGE, Screen::say);
    Path task = DrillTask.write(folder, "nothing", "0", "0", 60);
    noops(machinery, task, jobs, jobs); // loads what first trials load
    long start = System.nanoTime();
    noops(machinery, task, n, jobs);
    return n * 60e9 / (System.nanoTime() - start);
  }

  private void noops(Machinery machinery, Path task, int n, int jobs) {
    RunFolder run =
        new Planner(
                folder.resolve("runs"),
                Families.installed(),
                Agents.in(folder, machinery.harnesses()),
                InstantSource.system(),
                Places.version())
            .plan(List.of("noop"), List.of(task.toString()), List.of(), n);
    for (TrialOutcome one : new LocalEngine(machinery, jobs).run(run, new RunListener() {})) {
      if (one.outcome() instanceof Outcome.Unscored unscored) {
        throw new MachineException(one.trial() + " failed: " + unscored.fault().message());
      }
    }
  }

  private ControllerBench.Report controller(int live, int queued)
      throws IOException, InterruptedException {
    Process process =
        Self.command(
                List.of(),
                List.of(
                    "bench",
                    "controller",
                    folder.resolve("controller").toString(),
                    "--live",
                    Integer.toString(live),
                    "--queued",
                    Integer.toString(queued)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new MachineException("the controller ended with exit code " + process.exitValue());
    }
    return Json.read(said, ControllerBench.Report.class);
  }
}
