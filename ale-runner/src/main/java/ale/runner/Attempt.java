package ale.runner;

import ale.agents.Agent;
import ale.agents.Bundle;
import ale.agents.Harness;
import ale.agents.ModelAccess;
import ale.agents.WorkReport;
import ale.agents.Workplace;
import ale.core.AgentInfo;
import ale.core.Content;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Grade;
import ale.core.Json;
import ale.core.Observation;
import ale.core.Phase;
import ale.core.Step;
import ale.core.TrajectoryRecorder;
import ale.gateway.Caps;
import ale.gateway.SessionSpec;
import ale.guest.GuestException;
import ale.sandbox.Image;
import ale.sandbox.Manifest;
import ale.sandbox.Network;
import ale.sandbox.ReadOnlyFolder;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One try of the machinery at a trial: boot, stage, work, freeze, collect, grade. */
final class Attempt {
  private static final int MOST_GRADINGS = 2;

  /** What an attempt that came to its end knows. */
  record Result(
      WorkReport work, double workSeconds, Grade grade, Network network, boolean unproven) {}

  private record Worked(WorkReport report, double seconds) {}

  private final Machinery machinery;
  private final RunPlan run;
  private final RunPlan.TrialSpec trial;
  private final Phases phases;
  private final Path folder;
  private Optional<ModelUsage> usage = Optional.empty();

  Attempt(Machinery machinery, RunPlan run, RunPlan.TrialSpec trial, Phases phases, Path folder) {
    this.machinery = machinery;
    this.run = run;
    this.trial = trial;
    this.phases = phases;
    this.folder = folder;
  }

  /** What it used of models, as far as it came. */
  Optional<ModelUsage> usage() {
    return usage;
  }

  Result run(InstancePlan plan) {
    Worked worked;
    boolean proven;
    try (Sandbox sandbox = phases.run(Phase.BOOT, facts -> boot(plan, facts))) {
      phases.run(Phase.STAGE, facts -> stage(plan, sandbox));
      worked = phases.run(Phase.WORK, facts -> work(plan, sandbox, facts));
      proven =
          phases.run(
              Phase.FREEZE,
              facts -> {
                boolean dead = freeze(sandbox, facts);
                keepVisits(sandbox);
                return dead;
              });
      phases.run(
          Phase.COLLECT,
          facts -> {
            Manifest manifest = collect(plan, sandbox);
            facts.put("files", manifest.entries().size());
            facts.put("bytes", manifest.bytes());
            facts.put("manifest", ale.core.Digest.ofFile(folder.resolve("manifest.json")));
            return manifest;
          });
    }
    return new Result(worked.report(), worked.seconds(), grade(plan), plan.network(), !proven);
  }

  private Sandbox boot(InstancePlan plan, java.util.Map<String, Object> facts) throws IOException {
    Files.createDirectories(folder.resolve("harness"));
    Image image = plan.image(machinery.images());
    Network network =
        trial.agent().agent().model().isPresent() && plan.network() instanceof Network.None
            ? new Network.Gateway()
            : plan.network();
    Optional<Bundle> bundle = harness().bundle(machinery.bundles());
    Sandbox sandbox =
        machinery
            .provider()
            .open(
                SandboxSpec.of(image, plan.resources(), SandboxSpec.Tools.GUEST)
                    .withScreen(plan.screen())
                    .withServices(plan.services())
                    .withNetwork(network)
                    .withFolders(
                        bundle.stream()
                            .map(b -> new ReadOnlyFolder(b.folder(), Bundle.PLACE))
                            .toList()));
    if (!(sandbox instanceof Sandbox.Mortal) && !run.grants().contains(RunPlan.UNPROVEN_END)) {
      sandbox.close();
      throw new FaultException(
          FaultSource.SANDBOX,
          "this kind of sandbox cannot prove that the agent's work has ended; run with"
              + " --accept-unproven to grade it all the same, marked as such");
    }
    facts.put("sandbox", sandbox.id());
    facts.put("image", image.digest());
    facts.put("network", network.words());
    bundle.ifPresent(b -> facts.put("bundle", b.digest()));
    return sandbox;
  }

  private Harness harness() {
    return machinery.harnesses().named(trial.agent().agent().harness());
  }

  /** The agent's computer gets {@code environment/} and nothing else. */
  private static InstancePlan stage(InstancePlan plan, Sandbox sandbox) throws IOException {
    Staging.put(plan.inputs(), sandbox.guest(), plan.workDirectory());
    return plan;
  }

  private Worked work(InstancePlan plan, Sandbox sandbox, java.util.Map<String, Object> facts) {
    Harness harness = harness();
    TrajectoryRecorder trajectory =
        new TrajectoryRecorder(
                folder.resolve("trajectory.json"),
                AgentInfo.of(trial.agent().name(), harness.version()),
                machinery.clock())
            .session(trial.id());
    trajectory.append(Step.user(Content.of(plan.instruction())));
    trajectory.save();
    long start = System.nanoTime();
    WorkReport report = worked(harness, plan, sandbox, trajectory);
    usage.ifPresent(used -> facts.put("usage", used));
    double seconds = (System.nanoTime() - start) / 1e9;
    lastLook(sandbox, trajectory);
    trajectory.save();
    Json.write(folder.resolve("work.json"), report);
    return new Worked(report, seconds);
  }

  /** Lets the harness work, with a door to its model if it has one. */
  private WorkReport worked(
      Harness harness, InstancePlan plan, Sandbox sandbox, TrajectoryRecorder trajectory) {
    Agent agent = trial.agent().agent();
    if (agent.model().isEmpty()) {
      return work(harness, sandbox, workplace(plan, sandbox, trajectory, Optional.empty()));
    }
    ModelDoor door = ModelDoor.open(machinery.models(), agent, session(agent, plan), sandbox);
    try {
      return door.lend(access ->
          work(harness, sandbox, workplace(plan, sandbox, trajectory, Optional.of(access))));
    } finally {
      usage = Optional.of(door.usage());
      Json.write(folder.resolve("usage.json"), usage.get());
    }
  }

  private SessionSpec session(Agent agent, InstancePlan plan) {
    SessionSpec spec =
        SessionSpec.of(trial.id())
            .capped(agent.budget().and(Caps.none().wallSeconds(limit(plan).toMillis() / 1e3)))
            .recordedIn(folder.resolve("model"));
    SessionSpec live = run.live() ? spec.using(agent.upstreams().toArray(new String[0])) : spec;
    return run.again().map(again -> live.replaying(again.cassette())).orElse(live);
  }

  /** How long the work may take: as long as the task and the agent's own budget allow. */
  private Duration limit(InstancePlan plan) {
    return trial
        .agent()
        .agent()
        .budget()
        .wallSeconds()
        .map(s -> Duration.ofMillis(Math.round(s * 1000)))
        .filter(own -> own.compareTo(plan.workLimit()) < 0)
        .orElse(plan.workLimit());
  }

  private Workplace workplace(
      InstancePlan plan,
      Sandbox sandbox,
      TrajectoryRecorder trajectory,
      Optional<ModelAccess> model) {
    return new Workplace(
        trial.agent().agent(),
        sandbox.guest(),
        true,
        plan.instruction(),
        plan.workDirectory(),
        plan.solution(),
        folder.resolve("harness"),
        limit(plan),
        model,
        trajectory);
  }

  /**
   * A computer that its own programs brought down is how the work ended, and no fault: its limits
   * were told. The kernel's counts say so, not the computer.
   */
  private static WorkReport work(Harness harness, Sandbox sandbox, Workplace place) {
    try {
      return harness.work(place);
    } catch (GuestException e) {
      if (sandbox instanceof Sandbox.Mortal mortal && !mortal.kill().exhausted().isEmpty()) {
        return WorkReport.limit(
            "the computer gave out, since the programs on it used up its "
                + String.join(" and ", mortal.kill().exhausted()));
      }
      throw e;
    }
  }

  /** A picture of the screen as the agent left it. */
  private static void lastLook(Sandbox sandbox, TrajectoryRecorder trajectory) {
    Content seen;
    try {
      seen = Content.of(trajectory.image(sandbox.guest().screenshot(), "image/png"));
    } catch (GuestException e) {
      seen = Content.of("The screen could not be seen: " + e.getMessage());
    }
    trajectory.append(
        Step.system(Content.of("The work is over."))
            .observation(new Observation(List.of(Observation.Result.of(seen)))));
  }

  /**
   * Whether there is a proof that nothing runs any more; where there cannot be one, that is told.
   */
  private static boolean freeze(Sandbox sandbox, java.util.Map<String, Object> facts) {
    if (sandbox instanceof Sandbox.Mortal mortal) {
      facts.put("death", mortal.kill());
      return true;
    }
    facts.put("unproven", true);
    return false;
  }

  /** What the sandbox's way out was asked for, one line each. */
  private void keepVisits(Sandbox sandbox) throws IOException {
    if (sandbox instanceof Sandbox.Doored doored && !doored.visits().isEmpty()) {
      Files.write(
          folder.resolve("network.jsonl"), doored.visits().stream().map(Json::line).toList());
    }
  }

  private Manifest collect(InstancePlan plan, Sandbox sandbox) throws IOException {
    Path output = Files.createDirectories(folder.resolve("output"));
    Manifest manifest = sandbox.collect(plan.wanted(), output);
    Json.write(folder.resolve("manifest.json"), manifest);
    return manifest;
  }

  /** A grading that fails for no fault of the agent is tried again, without the agent. */
  private Grade grade(InstancePlan plan) {
    Grading grading = new Grading(machinery, plan, folder);
    for (int tries = 1; ; tries++) {
      try {
        return phases.run(Phase.GRADE, grading::run);
      } catch (PhaseFault e) {
        if (tries >= MOST_GRADINGS || !e.fault().source().retryable()) {
          throw e;
        }
      }
    }
  }

  static FaultException graderFault(String message) {
    return new FaultException(FaultSource.GRADER, message);
  }
}
