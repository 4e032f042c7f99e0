package ale.runner;

import ale.agents.Agent;
import ale.agents.Harness;
import ale.agents.ModelAccess;
import ale.agents.Past;
import ale.agents.WorkReport;
import ale.agents.Workplace;
import ale.core.AgentInfo;
import ale.core.Content;
import ale.core.Json;
import ale.core.Observation;
import ale.core.Phase;
import ale.core.Step;
import ale.core.Trajectory;
import ale.core.TrajectoryRecorder;
import ale.gateway.Caps;
import ale.gateway.SessionSpec;
import ale.guest.GuestException;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The work of one attempt: a harness at its workplace, with a door to its model. It can be gone on
 * with by another controller, and leaves all that later phases need on disk.
 */
final class Work {
  static final String REPORT = "work.json";
  static final String USAGE = "usage.json";
  static final String SECONDS = "seconds";

  private final Machinery machinery;
  private final RunPlan run;
  private final RunPlan.TrialSpec trial;
  private final InstancePlan plan;
  private final Phases phases;
  private final StepPlan step;
  private final Path folder;
  private final Path place;
  private final boolean screen;

  Work(
      Machinery machinery,
      RunPlan run,
      RunPlan.TrialSpec trial,
      InstancePlan plan,
      Phases phases,
      Path folder,
      boolean screen) {
    this.machinery = machinery;
    this.run = run;
    this.trial = trial;
    this.plan = plan;
    this.phases = phases;
    this.folder = folder;
    this.screen = screen;
    this.step = plan.step(phases.state().step());
    this.place = step.folder(folder);
  }

  private Harness harness() {
    return machinery.harnesses().named(trial.agent().agent().harness());
  }

  /**
   * Works until it is over.
   *
   * @param again whether another controller began it
   */
  void run(Sandbox sandbox, boolean again, Map<String, Object> facts) {
    Harness harness = harness();
    TrajectoryRecorder trajectory =
        new TrajectoryRecorder(
                folder.resolve("trajectory.json"),
                AgentInfo.of(trial.agent().name(), harness.version()),
                machinery.clock())
            .session(trial.id());
    earlier(again).ifPresent(trajectory::continuing);
    trajectory.append(Step.user(Content.of(step.instruction())));
    trajectory.save();
    Duration before = again ? spent() : Duration.ZERO;
    WorkReport report = worked(harness, sandbox, trajectory, again, before, facts);
    facts.put(SECONDS, spent().toMillis() / 1e3);
    if (screen) {
      lastLook(sandbox, trajectory);
    }
    trajectory.save();
    Json.write(place.resolve(REPORT), report);
  }

  /** What was recorded in the steps before, kept apart so that another controller finds it too. */
  private Optional<Trajectory> earlier(boolean again) {
    if (phases.state().step() == 0) {
      return Optional.empty();
    }
    Path kept = place.resolve("earlier.json");
    Trajectory earlier =
        Json.read(again ? kept : folder.resolve("trajectory.json"), Trajectory.class);
    Json.write(kept, earlier);
    return Optional.of(earlier);
  }

  private Duration stood(Journal.Line began) {
    return Pauses.of(folder.resolveSibling(".").normalize()).since(began.clock());
  }

  /** How long the work has gone on, with or without a controller, but for pauses. */
  private Duration spent() {
    return phases
        .state()
        .work()
        .map(began -> Moment.now().since(began).minus(stood(began)))
        .orElse(Duration.ZERO);
  }

  /** Lets the harness work, with a door to its model if it has one. */
  private WorkReport worked(
      Harness harness,
      Sandbox sandbox,
      TrajectoryRecorder trajectory,
      boolean again,
      Duration before,
      Map<String, Object> facts) {
    Agent agent = trial.agent().agent();
    Before begun = new Before(again, before);
    if (agent.model().isEmpty()) {
      return work(harness, sandbox, trajectory, begun, Optional.empty());
    }
    Duration past = before.plus(Duration.ofMillis(Math.round(phases.state().worked() * 1e3)));
    Optional<Duration> since =
        again || phases.state().step() > 0 ? Optional.of(past) : Optional.empty();
    ModelDoor door = ModelDoor.open(machinery.models(), agent, session(agent), sandbox, since);
    try {
      return door.lend(access -> work(harness, sandbox, trajectory, begun, Optional.of(access)));
    } finally {
      ModelUsage usage = door.usage();
      Json.write(folder.resolve(USAGE), usage);
      facts.put("usage", usage);
    }
  }

  /** The token is made from what is known, so that the same one opens the door again. */
  private SessionSpec session(Agent agent) {
    SessionSpec usual =
        SessionSpec.of(trial.id())
            .withToken(
                machinery
                    .examiner()
                    .token(
                        run.id(),
                        run.created().toString(),
                        trial.id(),
                        String.valueOf(folder.getFileName())))
            .capped(agent.budget().and(Caps.none().wallSeconds(limit().toMillis() / 1e3)))
            .recordedIn(folder.resolve("model"));
    SessionSpec spec = trial.agent().injection().map(usual::disturbedBy).orElse(usual);
    SessionSpec live = run.live() ? spec.using(agent.upstreams().toArray(new String[0])) : spec;
    return run.again().map(played -> live.replaying(played.cassette())).orElse(live);
  }

  /** How long the work may take: as long as the task and the agent's own budget allow. */
  private Duration limit() {
    return trial
        .agent()
        .agent()
        .budget()
        .wallSeconds()
        .map(s -> Duration.ofMillis(Math.round(s * 1000)))
        .filter(own -> own.compareTo(step.workLimit()) < 0)
        .orElse(step.workLimit());
  }

  /** What the journal has of the work, and where the next controller finds it. */
  private final class Before implements Past {
    private final boolean begun;
    private final Duration spent;

    Before(boolean begun, Duration spent) {
      this.begun = begun;
      this.spent = spent;
    }

    @Override
    public boolean begun() {
      return begun;
    }

    @Override
    public Duration spent() {
      return spent;
    }

    @Override
    public OptionalLong program() {
      return phases.state().program();
    }

    @Override
    public void program(long job) {
      phases.note(Phase.WORK, Map.of(AttemptState.PROGRAM, job));
    }
  }

  /**
   * A computer that its own programs brought down is how the work ended, and no fault: its limits
   * were told. The kernel's counts say so, not the computer.
   */
  private WorkReport work(
      Harness harness,
      Sandbox sandbox,
      TrajectoryRecorder trajectory,
      Past past,
      Optional<ModelAccess> model) {
    try {
      return harness.work(
          new Workplace(
              trial.agent().agent(),
              sandbox.guest(),
              screen,
              step.instruction(),
              plan.workDirectory(),
              step.solution(),
              place.resolve("harness"),
              limit(),
              model,
              trajectory,
              past,
              step.solutionEnv(),
              plan.toolServers()));
    } catch (GuestException | SandboxException e) {
      if (!Thread.currentThread().isInterrupted()
          && sandbox instanceof Sandbox.Mortal mortal
          && !mortal.kill().exhausted().isEmpty()) {
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
    } catch (GuestException | SandboxException e) {
      seen = Content.of("The screen could not be seen: " + e.getMessage());
    }
    trajectory.append(
        Step.system(Content.of("The work is over."))
            .observation(new Observation(List.of(Observation.Result.of(seen)))));
  }
}
