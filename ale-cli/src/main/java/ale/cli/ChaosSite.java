package ale.cli;

import ale.agents.Agents;
import ale.agents.Harnesses;
import ale.core.Json;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.chaos.Disturbance;
import ale.runner.chaos.Site;
import ale.sandbox.Provider;
import ale.tasks.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A folder with a state, runs and temporary files of its own, in which controllers of this very
 * program run drills. The images are those of the machine.
 */
final class ChaosSite implements Site, AutoCloseable {
  /** What a trial is let in with before it is known how little it needs. */
  private static final int DISK_MEGABYTES = 256;

  private final Path folder;
  private final Places places;
  private final List<String> agents = new ArrayList<>(List.of("oracle", "noop"));
  private final int trials;
  private final int jobs;
  private final List<Process> controllers = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::abandon, "chaos-end");
  private boolean ended;
  private Optional<DrillModel> model = Optional.empty();
  private Optional<SmallDisk> disk = Optional.empty();

  private ChaosSite(Path folder, Places machine, int trials, int jobs) {
    this.folder = folder;
    this.places =
        new Places(
            machine.home(),
            machine.jars(),
            folder.resolve("state"),
            machine.cache(),
            folder.resolve("runs"));
    this.trials = trials;
    this.jobs = jobs;
  }

  /**
   * Makes it.
   *
   * @param kinds what will happen there
   * @param trials at least so many in a run
   * @param jobs trials at once
   */
  static ChaosSite open(Places machine, List<Disturbance> kinds, int trials, int jobs)
      throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(machine.state()), "chaos-");
    // Sandboxes run as users of their own, who must be able to walk to their folders.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("state", "runs", "tmp", "tasks")) {
      Files.createDirectory(folder.resolve(name));
    }
    DrillTask.write(folder.resolve("tasks"), "short", "0.3", "0.2", 60);
    DrillTask.write(folder.resolve("tasks"), "long", "2.5", "0.5", 60);
    ChaosSite site = new ChaosSite(folder, machine, trials, jobs);
    Runtime.getRuntime().addShutdownHook(site.hook);
    if (kinds.contains(Disturbance.GATEWAY)) {
      site.model = Optional.of(new DrillModel());
      site.model.get().describe(site.gateway());
      site.agents.add(DrillModel.AGENT);
    }
    if (kinds.contains(Disturbance.DISK)) {
      site.disk = Optional.of(SmallDisk.at(site.runs(), (jobs + 1) * DISK_MEGABYTES));
      Json.write(folder.resolve("state").resolve("admission.json"), Map.of("disk_reserve_mb", 0));
    }
    return site;
  }

  /** Where everything is, for who wants to look at it. */
  Path folder() {
    return folder;
  }

  private Path gateway() {
    return folder.resolve("gateway.json");
  }

  @Override
  public RunFolder plan() {
    return new Planner(
            runs(),
            Families.installed(),
            Agents.in(folder, Harnesses.installed()),
            InstantSource.system(),
            Places.version())
        .plan(
            agents,
            List.of(folder.resolve("tasks").toString()),
            List.of(),
            Math.ceilDiv(trials, 2 * agents.size()));
  }

  @Override
  public synchronized Process controller(RunFolder run) throws IOException {
    if (ended) {
      throw new MachineException("chaos was ended");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "resume",
                run.plan().id(),
                "-j",
                Integer.toString(jobs),
                "--disk-warn",
                "0",
                "--disk-floor",
                "0"));
    if (model.isPresent()) {
      command.addAll(List.of("--gateway", gateway().toString()));
    }
    ProcessBuilder builder =
        Self.command(
            List.of(
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Dale.terminal=false",
                "-D" + WrongClock.PROPERTY + "=" + clock()),
            command);
    builder.environment().put("ALE_STATE", places.state().toString());
    builder.environment().put("ALE_RUNS", places.runs().toString());
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(folder.resolve("controllers.log").toFile());
    Process controller = builder.redirectOutput(log).redirectError(log).start();
    controllers.add(controller);
    return controller;
  }

  @Override
  public Path sandboxes() {
    return places.state().resolve("sandboxes");
  }

  @Override
  public Path runs() {
    return places.runs();
  }

  @Override
  public Path clock() {
    return folder.resolve("clock");
  }

  @Override
  public Leaked leaked(Set<String> sandboxes) throws IOException {
    Provider provider = Preparation.existing(places);
    provider.clean();
    Traces left = Traces.of(List.copyOf(sandboxes), places.state());
    return new Leaked(
        left.processes(),
        left.mounts(),
        left.cgroups(),
        slots() + entries(sandboxes()) + entries(folder.resolve("tmp")));
  }

  private long slots() throws IOException {
    return entries(places.state().resolve("slots"));
  }

  /** The virtual machine's own files in a temporary folder are not counted. */
  private static long entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> !String.valueOf(p.getFileName()).startsWith("hsperfdata")).count();
    }
  }

  /** When a person ends this process, nothing is worth keeping. */
  private void abandon() {
    end();
    try {
      BoardBench.remove(folder);
    } catch (IOException e) {
      Screen.say("what is left of it is in " + folder + ": " + e.getMessage());
    }
  }

  private synchronized void end() {
    ended = true;
    controllers.forEach(Process::destroyForcibly);
    controllers.forEach(controller -> controller.onExit().join());
    Preparation.existing(places).clean();
    disk.ifPresent(SmallDisk::close);
    model.ifPresent(DrillModel::close);
  }

  /** Ends it, and keeps what there is for a person to look at. */
  void keep() {
    disk.ifPresent(full -> full.keep(folder.resolve("kept")));
    close();
  }

  /** Ends it and removes everything. */
  void remove() throws IOException {
    close();
    BoardBench.remove(folder);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is what runs now
    }
  }
}
