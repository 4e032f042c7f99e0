package ale.cli;

import ale.core.Digest;
import ale.core.Outcome;
import ale.gateway.Conversation;
import ale.gateway.GatewayConfig;
import ale.gateway.ScriptedModel;
import ale.gateway.Turn;
import ale.runner.LocalEngine;
import ale.runner.Models;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan;
import ale.tasks.Families;
import ale.tasks.Instance;
import ale.tasks.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the generalist spends on the seven demo jobs with a model that knows the solution: a lower
 * bound, since no model is so sure. Run by hand with {@code -Dit.test=TokenStudy}.
 */
final class TokenStudy {
  @TempDir Path folder;

  private final Map<String, List<Turn>> plays = new LinkedHashMap<>();

  private Turn next(Conversation c) {
    String job = c.messages().getFirst().text();
    List<Turn> play =
        plays.entrySet().stream()
            .filter(e -> job.contains(e.getKey()))
            .findFirst()
            .orElseThrow()
            .getValue();
    return play.get(Math.min(c.replies(), play.size() - 1));
  }

  private static Turn sh(String command, int seconds) {
    return Turn.call("run_command", Map.of("command", command, "timeout", seconds));
  }

  private static List<Turn> play(Instance instance) {
    List<Turn> turns = new ArrayList<>();
    List<Map<String, Object>> items = new ArrayList<>();
    instance
        .instruction()
        .lines()
        .filter(l -> l.startsWith("- "))
        .forEach(l -> items.add(Map.of("what", l, "done", true, "evidence", "seen")));
    turns.add(Turn.call("checklist", Map.of("items", items)));
    turns.add(sh("cd work && ls -laR . | head -60; file *", 20));
    turns.add(sh("cd work && for f in *; do echo \"== $f\"; head -c 1500 \"$f\"; done", 20));
    turns.add(Turn.call("screenshot", Map.of()));
    turns.add(Turn.call("note", Map.of("text", "The inputs are as the job says.")));
    for (Path file : Digest.files(instance.solution())) {
      try {
        turns.add(
            Turn.call(
                "write_text",
                Map.of(
                    "path",
                    "/solution/" + instance.solution().relativize(file),
                    "content",
                    Files.readString(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    turns.add(5, sh("mkdir -p /solution", 20));
    turns.add(sh("cd /home/agent/work && sh /solution/solve.sh", 3000));
    turns.add(Turn.call("screenshot", Map.of()));
    turns.add(Turn.call("finish", Map.of("outcome", "done", "report", "done")));
    turns.add(sh("cd /home/agent/work/output && ls -la && head -c 600 * | head -c 6000", 20));
    turns.add(Turn.call("finish", Map.of("outcome", "done", "report", "done")));
    return turns;
  }

  @Test
  void counts() {
    List<String> families = Families.installed().all().stream().map(f -> f.card().name()).toList();
    RunFolder run =
        new Planner(folder, Families.installed(), Lab.agents(), InstantSource.system(), "test")
            .plan(List.of("generalist@scripted-1"), families, List.of(new Seed("1")), 1);
    for (RunPlan.PlannedInstance planned : run.plan().instances()) {
      Instance instance = Instance.load(Path.of(planned.path()));
      plays.put(instance.instruction().strip(), play(instance));
    }
    try (ScriptedModel model = ScriptedModel.playing(this::next);
        Models models =
            Models.behind(
                GatewayConfig.onLoopback(List.of(model.asUpstream("scripted"))),
                InstantSource.system())) {
      models.ready(run.plan());
      new LocalEngine(Lab.machinery().with(models), 2)
          .run(run, new RunListener() {})
          .forEach(o ->
              System.out.printf(
                  "%s %s %s %s%n",
                  o.instance(),
                  o.outcome() instanceof Outcome.Scored s ? s.score() : o.outcome(),
                  o.usage().map(Object::toString).orElse(""),
                  o.ended()));
    }
  }
}
