package ale.runner;

import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.GuestException;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxException;
import ale.tasks.Artifact;
import ale.tasks.VerifierConfig.Hook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands with which a task gathers something from the agent's computer before everything in
 * it is ended. How each ended stands in the journal; one that fails is no fault, as in the format.
 */
final class CollectHooks {
  private static final int TAIL = 300;

  private CollectHooks() {}

  private static String tail(String said) {
    String words = said.strip();
    return words.substring(Math.max(0, words.length() - TAIL));
  }

  static void run(StepPlan step, InstancePlan plan, Sandbox sandbox, Map<String, Object> facts) {
    List<Map<String, Object>> ran = new ArrayList<>();
    for (Hook hook : step.hooks()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("command", hook.command());
      try {
        if (hook.service().equals(Artifact.MAIN)) {
          Captured said = new Captured(1 << 14);
          ExecResult result =
              sandbox
                  .guest()
                  .exec(
                      Command.shell(hook.command()).in(plan.workDirectory()).within(hook.timeout()),
                      said);
          line.put("exit", result.timedOut() ? "timed out" : result.exitCode());
          line.put("said", tail(said.err() + said.out()));
        } else if (sandbox instanceof Sandbox.Attended attended) {
          line.put("service", hook.service());
          Sandbox.Attended.Said said = attended.run(hook.service(), hook.command(), hook.timeout());
          line.put("exit", said.exit());
          line.put("said", tail(said.words()));
        }
      } catch (GuestException | SandboxException e) {
        line.put("exit", "not run: " + e.getMessage()); // the computer may be dead already
      }
      ran.add(line);
    }
    if (!ran.isEmpty()) {
      facts.put("collect_hooks", ran);
    }
  }
}
