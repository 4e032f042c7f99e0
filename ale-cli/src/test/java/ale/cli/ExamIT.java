package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import ale.core.Outcome;
import ale.core.TrajectoryCheck;
import ale.runner.LocalEngine;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.Seal;
import ale.runner.TrialOutcome;
import ale.tasks.Families;
import ale.tasks.Family;
import ale.tasks.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every family, whole: the oracle passes, doing nothing earns nothing, and all of it is on disk.
 */
final class ExamIT {
  @TempDir Path folder;

  static Stream<String> families() {
    return Families.installed().all().stream().map(f -> f.card().name());
  }

  @ParameterizedTest
  @MethodSource("families")
  void the_oracle_passes_and_noop_earns_nothing(String name) throws IOException {
    Family family = Families.installed().named(name);
    RunFolder run =
        new Planner(folder, Families.installed(), Lab.agents(), InstantSource.system(), "test")
            .plan(
                List.of("oracle", "noop"),
                List.of(family.card().name()),
                List.of(new Seed("ci-1"), new Seed("ci-2")),
                1);
    new LocalEngine(Lab.machinery(), 2).run(run, new RunListener() {});
    for (TrialOutcome outcome : run.outcomes()) {
      Path trial = run.trial(outcome.trial());
      Outcome expected =
          outcome.agent().equals("oracle")
              ? new Outcome.Scored(1, true)
              : new Outcome.Scored(0, false);
      Path grade = trial.resolve("attempt-1/grade.json");
      assertThat(outcome.outcome())
          .as("%s: %s", outcome, Files.exists(grade) ? Files.readString(grade) : "no grade")
          .isEqualTo(expected);
      assertThat(TrajectoryCheck.of(Files.readString(trial.resolve("attempt-1/trajectory.json"))))
          .isEmpty();
      assertThat(Seal.verify(trial)).isEmpty();
    }
    assertThat(run.outcomes()).hasSize(4);
    assertThat(Json.line(run.board())).contains("\"pass_rate\":1.0");
  }
}
