package ale.agents;

import ale.core.AleException;
import ale.core.Content;
import ale.core.Json;
import ale.core.Step;
import ale.core.ToolCall;
import ale.guest.Tar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A harness that runs the instance's own {@code solution/solve.sh} in the sandbox: it proves that
 * the job can be done from what an agent is given.
 */
public final class Oracle implements Harness {
  private static final String CALL = "solve-1";

  @Override
  public String name() {
    return "oracle";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public boolean outlivesController() {
    return true;
  }

  @Override
  public WorkReport work(Workplace place) {
    if (!Files.exists(place.solution().resolve("solve.sh"))) {
      return WorkReport.gaveUp("the instance has no solution/solve.sh");
    }
    String[] command = {"/bin/sh", "-c", "chmod +x \"$0\"; exec \"$0\"", "/solution/solve.sh"};
    ObjectNode arguments = Json.mapper().createObjectNode();
    List.of(command).forEach(arguments.putArray("argv")::add);
    arguments.put("cwd", place.workDirectory());
    place
        .trajectory()
        .append(
            Step.agent(Content.of("I run the solution that came with the instance."))
                .llmCalls(0)
                .calls(List.of(new ToolCall(CALL, "exec", arguments))));
    place.trajectory().save();
    try (OutputLog log = OutputLog.fresh(place.logs().resolve("solve.log"))) {
      Detached.Ended ended =
          Detached.run(place, List.of(command), place.solutionEnv(), log, () -> stage(place));
      String end =
          ended.late() ? "timed out after " + place.budget() : "exit code " + ended.exitCode();
      place.trajectory().observe(CALL, Content.of(log.tail() + "\n[" + end + "]"));
      if (ended.late()) {
        return WorkReport.limit("solve.sh was stopped after " + place.budget().toSeconds() + " s");
      }
      return ended.exitCode() == 0
          ? WorkReport.done("solve.sh ended with 0")
          : WorkReport.gaveUp("solve.sh ended with " + ended.exitCode() + ": " + log.lastLine());
    }
  }

  private static void stage(Workplace place) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try {
      Tar.pack(place.solution(), tar);
      place.guest().archiveIn("/solution", new ByteArrayInputStream(tar.toByteArray()));
    } catch (IOException e) {
      throw new AleException("cannot read " + place.solution() + ": " + e.getMessage(), e);
    }
  }
}
