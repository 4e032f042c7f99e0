package ale.cli;

import ale.agents.Agents;
import ale.agents.Bundles;
import ale.agents.Harness;
import ale.agents.Harnesses;
import ale.agents.WorkReport;
import ale.agents.Workplace;
import ale.guest.Command;
import ale.guest.Output;
import ale.runner.Examiner;
import ale.runner.LocalEngine;
import ale.runner.Machinery;
import ale.runner.Models;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.sandbox.SimulatedProvider;
import ale.tasks.Families;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A controller that has many trials at once and many more to come, on simulated sandboxes. It
 * measures the process in which it runs, which therefore should do nothing else, and end with it.
 */
final class ControllerBench {
  private static final Duration WATCHED = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SHORTEST_SECONDS = 30;

  /** Trials work between half a minute and two, so that some end at any time. */
  private static final int SPREAD_SECONDS = 90;

  /**
   * What was seen.
   *
   * @param live trials in whose sandboxes an agent worked at once
   * @param queued trials that waited then
   * @param ended trials that ended meanwhile
   * @param residentMegabytes the most memory that the process ever had, in units of 2^20 bytes
   */
  record Report(
      int live,
      int queued,
      int ended,
      @JsonProperty("rss_mb") long residentMegabytes,
      @JsonProperty("lag_ms") Lag.Millis lag) {}

  /** An agent that waits in its sandbox. */
  private static final class Patient implements Harness {
    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public String name() {
      return "patient";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public WorkReport work(Workplace place) {
      int seconds = SHORTEST_SECONDS + begun.getAndIncrement() * 7 % SPREAD_SECONDS;
      place.guest().exec(Command.of("sleep", Integer.toString(seconds)), Output.none());
      return WorkReport.done("waited");
    }
  }

  private final Path folder;
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /**
   * @param folder for everything that it writes
   */
  ControllerBench(Path folder) {
    this.folder = folder;
  }

  Report run(int live, int queued) throws IOException, InterruptedException {
    Places places = Places.standard();
    Harnesses patient = Harnesses.of(List.of(new Patient()));
    InstantSource clock = InstantSource.system();
    Machinery machinery =
        new Machinery(
            new SimulatedProvider(folder.resolve("sandboxes"), this::program, clock),
            new Preparation(places, Screen::say).images(),
            patient,
            Examiner.at(folder.resolve("keys")),
            clock,
            new Bundles(folder.resolve("bundles"), Screen::say),
            Models.none());
    Path task = DrillTask.write(folder, "wait", "0", "0", 600);
    RunFolder run =
        new Planner(
                folder.resolve("runs"),
                Families.installed(),
                Agents.in(folder, patient),
                clock,
                Places.version())
            .plan(List.of("patient"), List.of(task.toString()), List.of(), live + queued);
    Thread.ofVirtual().start(() -> new LocalEngine(machinery, live).run(run, listener()));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (working.get() < live * 95 / 100) {
      if (System.nanoTime() > deadline) {
        throw new MachineException(
            "only "
                + working
                + " of "
                + live
                + " trials were live after "
                + PATIENCE.toMinutes()
                + " minutes");
      }
      Thread.sleep(Duration.ofMillis(50));
    }
    int before = ended.get();
    Lag lag = Lag.watch(WATCHED);
    return new Report(live, queued, ended.get() - before, mostResident(), lag.millis());
  }

  private RunListener listener() {
    return new RunListener() {
      @Override
      public void ended(ale.runner.RunPlan.TrialSpec trial, ale.runner.TrialOutcome outcome) {
        ended.incrementAndGet();
      }
    };
  }

  private int program(List<String> argv, Path root) throws IOException, InterruptedException {
    if (argv.getFirst().equals("sleep")) {
      working.incrementAndGet();
      try {
        Thread.sleep(Duration.ofSeconds(Long.parseLong(argv.getLast())));
      } finally {
        working.decrementAndGet();
      }
      return 0;
    }
    Path logs = Files.createDirectories(root.resolve("logs/verifier"));
    Files.writeString(logs.resolve("reward.txt"), "0\n");
    return 0;
  }

  private static long mostResident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(l -> l.startsWith("VmHWM:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
              .sum()
          >> 10;
    }
  }
}
