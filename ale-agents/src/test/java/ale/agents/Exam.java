package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.AgentInfo;
import ale.core.Content;
import ale.core.Digest;
import ale.core.Json;
import ale.core.Step;
import ale.core.Trajectory;
import ale.core.TrajectoryCheck;
import ale.core.TrajectoryRecorder;
import ale.gateway.Caps;
import ale.gateway.FaultPlan;
import ale.gateway.Gateway;
import ale.gateway.GatewayConfig;
import ale.gateway.Policy;
import ale.gateway.ScriptedModel;
import ale.gateway.Session;
import ale.gateway.SessionSpec;
import ale.gateway.Usage;
import ale.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One trial with a scripted model behind a real gateway, and all that it leaves. */
final class Exam implements AutoCloseable {
  /** The provider's key, which no sandbox and no file may ever hold. */
  static final String KEY = "sk-ale-secret-0123456789abcdef";

  private static final int PORT = 8090;
  private static final String WORK = "/home/agent/work";

  private final Sandbox.Doored sandbox;
  private final Harness harness;
  private final ScriptedModel scripted;
  private final Gateway gateway;
  private final Session session;
  private final Path run;
  private final Agent agent;
  private final String task;

  Exam(
      Path folder,
      Sandbox.Doored sandbox,
      Harness harness,
      String model,
      String task,
      Policy policy,
      FaultPlan faults,
      Caps caps) {
    this.sandbox = sandbox;
    this.harness = harness;
    this.task = task;
    this.run = folder.resolve("run");
    this.agent =
        new Agent(harness.name(), harness.name(), Optional.of(model), List.of(), Map.of(), caps);
    this.scripted = ScriptedModel.playing(policy, faults);
    Path key = folder.resolve("key");
    Path socket = folder.resolve("gateway.sock");
    try {
      Files.createDirectories(run);
      Files.writeString(key, KEY);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    this.gateway =
        Gateway.start(
            GatewayConfig.onLoopback(List.of(scripted.asUpstream("scripted").withKeyFile(key)))
                .onSocket(socket),
            InstantSource.system());
    this.session =
        gateway.open(SessionSpec.of("trial").capped(caps).recordedIn(run.resolve("model")));
    sandbox.forward(PORT, socket);
  }

  WorkReport work(Duration budget) {
    TrajectoryRecorder trajectory =
        new TrajectoryRecorder(
            run.resolve("trajectory.json"),
            AgentInfo.of(agent.name(), harness.version()),
            InstantSource.system());
    trajectory.append(Step.user(Content.of(task)));
    ModelAccess access =
        new ModelAccess(
            gateway.address(),
            URI.create("http://127.0.0.1:" + PORT),
            session.token(),
            session::budget);
    WorkReport report =
        harness.work(
            new Workplace(
                agent,
                sandbox.guest(),
                true,
                task,
                WORK,
                run.resolve("none"),
                run.resolve("harness"),
                budget,
                Optional.of(access),
                trajectory));
    trajectory.save();
    return report;
  }

  /** What was recorded, which keeps every rule of the format. */
  Trajectory trajectory() {
    Path file = run.resolve("trajectory.json");
    assertThat(TrajectoryCheck.ofFile(file)).isEmpty();
    return Json.read(file, Trajectory.class);
  }

  /** Whether what is recorded so far has something. */
  boolean tells(Predicate<Trajectory> something) {
    Path file = run.resolve("trajectory.json");
    return Files.exists(file) && something.test(Json.read(file, Trajectory.class));
  }

  /** A file of the work directory. */
  String file(String name) {
    return new String(sandbox.guest().read(WORK + "/" + name, 0, 1 << 20), StandardCharsets.UTF_8);
  }

  Session session() {
    return session;
  }

  /** Tokens of all replies that the model gave whole. */
  long reported() {
    return scripted.reported().stream().mapToLong(Usage::tokens).sum();
  }

  /** Everything that the trial left on this machine. */
  String kept() throws IOException {
    session.close();
    StringBuilder all = new StringBuilder();
    for (Path file : Digest.files(run)) {
      all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Override
  public void close() {
    session.close();
    gateway.close();
    scripted.close();
  }
}
