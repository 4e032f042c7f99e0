package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Content;
import ale.core.ContentPart;
import ale.core.Digest;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Step;
import ale.core.Trajectory;
import ale.core.TrajectoryCheck;
import ale.gateway.GatewayConfig;
import ale.gateway.ScriptedModel;
import ale.runner.LocalEngine;
import ale.runner.ModelUsage;
import ale.runner.Models;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.tasks.Families;
import ale.tasks.Instance;
import ale.tasks.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Programs of the field at real jobs, as trials of a run, with a model that knows the solutions.
 */
final class FieldExam {
  /** The provider's key, which no file of the run may hold. */
  private static final String KEY = "sk-ale-secret-0123456789abcdef";

  /**
   * What a trial left.
   *
   * @param violations of the trajectory's format
   */
  record Left(
      TrialOutcome outcome, int steps, long pictures, List<TrajectoryCheck.Violation> violations) {
    static String heading() {
      return "agent family score steps pictures calls input output seconds violations ended";
    }

    String line() {
      Optional<ModelUsage> used = outcome.usage();
      return String.format(
          Locale.ROOT,
          "%s %s %s %d %d %d %d %d %.1f %d %s",
          outcome.agent(),
          outcome.instance(),
          outcome.outcome() instanceof Outcome.Scored s ? s.score() : outcome.outcome(),
          steps,
          pictures,
          used.map(ModelUsage::calls).orElse(0L),
          used.map(u -> u.tokens().input()).orElse(0L),
          used.map(u -> u.tokens().output()).orElse(0L),
          outcome.workSeconds(),
          violations.size(),
          outcome.ended());
    }

    /** Full marks, a whole record, and tokens on which both sides agree. */
    void isWhole() {
      assertThat(outcome.outcome()).as(line()).isEqualTo(new Outcome.Scored(1, true));
      assertThat(violations).as(line()).isEmpty();
      assertThat(pictures).as(line()).isGreaterThanOrEqualTo(3); // the last one is the runner's
      assertThat(outcome.usage())
          .as(line())
          .hasValueSatisfying(used -> {
            assertThat(used.tokens().input()).isPositive();
            assertThat(used.tokens().output()).isPositive();
            assertThat(used.reported()).isPresent();
            assertThat(used.disputed()).isFalse();
          });
    }
  }

  private FieldExam() {}

  /** Two trials at once; every trial is told as soon as it is over. */
  static List<Left> sit(
      Path folder, List<String> agents, List<String> families, Consumer<Left> told)
      throws IOException {
    RunFolder run =
        new Planner(
                folder.resolve("runs"),
                Families.installed(),
                Lab.agents(),
                InstantSource.system(),
                "test")
            .plan(agents, families, List.of(new Seed("1")), 1);
    List<Instance> jobs =
        run.plan().instances().stream().map(p -> Instance.load(Path.of(p.path()))).toList();
    Path key = Files.writeString(folder.resolve("key"), KEY);
    try (ScriptedModel model = ScriptedModel.playing(new KnowingModel(jobs));
        Models models =
            Models.behind(
                GatewayConfig.onLoopback(List.of(model.asUpstream("scripted").withKeyFile(key))),
                InstantSource.system())) {
      models.ready(run.plan());
      RunListener listener =
          new RunListener() {
            @Override
            public void ended(RunPlan.TrialSpec trial, TrialOutcome outcome) {
              told.accept(left(run, outcome));
            }
          };
      List<Left> left =
          new LocalEngine(Lab.machinery().with(models), 2)
              .run(run, listener).stream().map(o -> left(run, o)).toList();
      assertThat(model.credentials()).isNotEmpty().allMatch(c -> c.contains(KEY));
      for (Path file : Digest.files(run.path())) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(KEY);
      }
      return left;
    }
  }

  private static Left left(RunFolder run, TrialOutcome outcome) {
    Path file =
        run.trial(outcome.trial())
            .resolve("attempt-" + outcome.attempts().getLast().number())
            .resolve("trajectory.json");
    List<Step> steps = Files.exists(file) ? Json.read(file, Trajectory.class).steps() : List.of();
    return new Left(outcome, steps.size(), pictures(steps), TrajectoryCheck.ofFile(file));
  }

  private static long pictures(List<Step> steps) {
    return steps.stream()
        .flatMap(s -> s.observation().stream())
        .flatMap(o -> o.results().stream())
        .flatMap(r -> r.content().stream())
        .filter(Content.Parts.class::isInstance)
        .flatMap(c -> ((Content.Parts) c).parts().stream())
        .filter(ContentPart.Image.class::isInstance)
        .count();
  }
}
