package ale.runner;

import ale.agents.Harness;
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
import ale.guest.GuestException;
import ale.sandbox.Death;
import ale.sandbox.Image;
import ale.sandbox.Manifest;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.tasks.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One try of the machinery at a trial: boot, stage, work, freeze, collect, grade. */
final class Attempt {
  private static final int MOST_GRADINGS = 2;

  /** What an attempt that came to its end knows. */
  record Result(WorkReport work, double workSeconds, Grade grade) {}

  private record Worked(WorkReport report, double seconds) {}

  private final Machinery machinery;
  private final RunPlan.TrialSpec trial;
  private final Phases phases;
  private final Path folder;

  Attempt(Machinery machinery, RunPlan.TrialSpec trial, Phases phases, Path folder) {
    this.machinery = machinery;
    this.trial = trial;
    this.phases = phases;
    this.folder = folder;
  }

  Result run(Instance instance) {
    InstancePlan plan = InstancePlan.of(instance);
    Worked worked;
    try (Sandbox sandbox = phases.run(Phase.BOOT, facts -> boot(plan, facts))) {
      phases.run(Phase.STAGE, facts -> stage(plan, sandbox));
      worked = phases.run(Phase.WORK, facts -> work(plan, sandbox));
      phases.run(Phase.FREEZE, facts -> freeze(sandbox, facts));
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
    return new Result(worked.report(), worked.seconds(), grade(plan));
  }

  private Sandbox boot(InstancePlan plan, java.util.Map<String, Object> facts) throws IOException {
    Files.createDirectories(folder.resolve("harness"));
    Image image = plan.image(machinery.images());
    Sandbox sandbox =
        machinery
            .provider()
            .open(
                SandboxSpec.of(image, plan.resources(), SandboxSpec.Tools.GUEST)
                    .withScreen(plan.screen())
                    .withServices(plan.services()));
    facts.put("sandbox", sandbox.id());
    facts.put("image", image.digest());
    return sandbox;
  }

  /** The agent's computer gets {@code environment/} and nothing else. */
  private static InstancePlan stage(InstancePlan plan, Sandbox sandbox) throws IOException {
    Staging.put(plan.inputs(), sandbox.guest(), plan.workDirectory());
    return plan;
  }

  private Worked work(InstancePlan plan, Sandbox sandbox) {
    Harness harness = machinery.harnesses().named(trial.agent().agent().harness());
    TrajectoryRecorder trajectory =
        new TrajectoryRecorder(
                folder.resolve("trajectory.json"),
                AgentInfo.of(trial.agent().name(), harness.version()),
                machinery.clock())
            .session(trial.id());
    trajectory.append(Step.user(Content.of(plan.instruction())));
    trajectory.save();
    long start = System.nanoTime();
    WorkReport report =
        work(
            harness,
            sandbox,
            new Workplace(
                trial.agent().agent(),
                sandbox.guest(),
                true,
                plan.instruction(),
                plan.workDirectory(),
                plan.solution(),
                folder.resolve("harness"),
                plan.workLimit(),
                Optional.empty(),
                trajectory));
    double seconds = (System.nanoTime() - start) / 1e9;
    lastLook(sandbox, trajectory);
    trajectory.save();
    Json.write(folder.resolve("work.json"), report);
    return new Worked(report, seconds);
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

  /** Without a proof that nothing runs any more, a work is not graded. */
  private static Death freeze(Sandbox sandbox, java.util.Map<String, Object> facts) {
    if (sandbox instanceof Sandbox.Mortal mortal) {
      Death death = mortal.kill();
      facts.put("death", death);
      return death;
    }
    throw new FaultException(
        FaultSource.SANDBOX, "this kind of sandbox cannot prove that the agent's work has ended");
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
