package ale.runner;

import ale.core.Check;
import ale.core.Digest;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Grade;
import ale.core.Json;
import ale.guest.GuestClient;
import ale.runner.hooks.GuestDesk;
import ale.runner.hooks.HookRoom;
import ale.runner.hooks.HookedTask;
import ale.sandbox.Image;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Setting up and grading by the hooks of a task package. They are graded in a second computer that
 * is rebuilt from the inputs, the collected outputs and the reference; the hook itself runs in a
 * third, so that nothing of the agent's that it starts can reach the score.
 */
final class Hooks {
  private final Machinery machinery;
  private final InstancePlan plan;
  private final HookedTask task;
  private final Path folder;

  /**
   * @param folder the attempt's
   */
  Hooks(Machinery machinery, InstancePlan plan, HookedTask task, Path folder) {
    this.machinery = machinery;
    this.plan = plan;
    this.task = task;
    this.folder = folder;
  }

  /** Prepares the agent's computer, in which the inputs are already. */
  void start(GuestClient guest, Map<String, Object> facts) throws IOException {
    Staging.folder(guest, plan.workDirectory() + "/output");
    call("start", guest, FaultSource.TASK, facts);
  }

  /**
   * Grades what was collected.
   *
   * @param reference is told before the reference is staged
   */
  Grade grade(Consumer<Map<String, Object>> reference, Map<String, Object> facts)
      throws IOException {
    try (Sandbox room = machinery.provider().open(spec())) {
      facts.put("sandbox", room.id());
      facts.put("network", step().graderNetwork().words());
      Path outputs = folder.resolve("output");
      Staging.put(plan.inputs(), room.guest(), plan.workDirectory());
      Map<String, Path> named = new TreeMap<>();
      Digest.files(outputs).forEach(f -> named.put(outputs.relativize(f).toString(), f));
      Staging.put(named, room.guest(), "/");
      reference.accept(
          Map.of(
              ProofOrder.REFERENCE,
              "reference",
              "sandbox",
              room.id(),
              ProofOrder.OUTPUTS,
              Digest.ofFolder(outputs)));
      if (Files.isDirectory(task.reference())) {
        Staging.put(task.reference(), room.guest(), plan.workDirectory() + "/reference");
      }
      Grade grade = grade(call("evaluate", room.guest(), FaultSource.GRADER, facts));
      Json.write(folder.resolve("grade.json"), grade);
      facts.put("score", grade.score());
      return grade;
    }
  }

  private StepPlan step() {
    return plan.step(0);
  }

  private SandboxSpec spec() {
    Image image = plan.computer().image(machinery.images(), machinery.provider(), false);
    return SandboxSpec.of(image, plan.graderResources(step()), SandboxSpec.Tools.GUEST)
        .withScreen(ScreenSize.STANDARD)
        .withNetwork(step().graderNetwork());
  }

  private JsonNode call(
      String hook, GuestClient guest, FaultSource blame, Map<String, Object> facts)
      throws IOException {
    Path log = folder.resolve(hook.equals("evaluate") ? "grader.log" : hook + ".log");
    Image image = plan.grader(step()).image(machinery.images(), machinery.provider(), false);
    try (HookRoom room = HookRoom.open(machinery.provider(), image);
        OutputStream out = Files.newOutputStream(log)) {
      facts.put("hook_sandbox", room.id());
      return room.run(
          new HookRoom.Call(
              task.program(), task.arguments(hook), task.root(), plan.gradingLimit(), blame),
          new GuestDesk(guest, plan.workDirectory(), plan.gradingLimit()),
          out);
    }
  }

  private static Grade grade(JsonNode result) {
    double score = result.path("score").asDouble(Double.NaN);
    if (!(score >= 0 && score <= 1)) {
      throw new FaultException(
          FaultSource.GRADER, "the hook evaluate gave " + score + ", which is not in 0..1");
    }
    return new Grade(
        Grade.FORMAT,
        score,
        List.of(
            new Check(
                "evaluate",
                "main.py: evaluate",
                result.path("found").asString(""),
                1,
                score,
                false,
                Optional.empty())),
        List.of(),
        Map.of("reward", score));
  }
}
