package ale.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ale.gateway.Caps;
import ale.runner.Models;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.SmallWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForecastTest {
  @TempDir Path folder;
  private SmallWorld world;
  private Path task;

  @BeforeEach
  void place() throws IOException {
    world = new SmallWorld(folder);
    task = world.task("one");
  }

  private Forecast forecast(RunPlan plan, int atOnce) {
    return Forecast.of(
        plan.on(world.inventory()),
        world.runs,
        world.inventory(),
        Models.none(),
        atOnce,
        Optional.empty());
  }

  private static Estimate estimate(Forecast forecast, String agent) {
    return forecast.rows().stream()
        .filter(r -> r.agent().equals(agent))
        .findFirst()
        .orElseThrow()
        .estimate();
  }

  @Test
  void without_a_history_the_limits_of_the_task_are_the_most() {
    Forecast forecast = forecast(world.draft(List.of("clerk"), task), 1);
    assertThat(estimate(forecast, "clerk"))
        .isEqualTo(new Estimate(Basis.LIMIT, 0, 10, 5, Optional.of(0.0)));
    assertThat(forecast.trials()).isEqualTo(2);
    assertThat(forecast.seconds()).isEqualTo(30);
    assertThat(forecast.atMost()).isTrue();
  }

  @Test
  void medians_of_the_agent_on_the_task_come_first_and_those_of_the_agent_second()
      throws IOException {
    RunFolder before = world.run(List.of("clerk"), task);
    world.end(before, SmallWorld.trial(before, 0), 3, Optional.empty());
    world.end(before, SmallWorld.trial(before, 1), 5, Optional.empty());
    RunFolder unscored = world.run(List.of("clerk"), task);
    world.fail(unscored, SmallWorld.trial(unscored, 0));
    assertThat(estimate(forecast(world.draft(List.of("clerk"), task), 1), "clerk"))
        .isEqualTo(new Estimate(Basis.FAMILY, 2, 4, 2, Optional.of(0.0)));
    Path elsewhere = world.task("two");
    Forecast other = forecast(world.draft(List.of("clerk", "other"), elsewhere), 1);
    assertThat(estimate(other, "clerk").basis()).isEqualTo(Basis.AGENT);
    assertThat(estimate(other, "other").basis()).isEqualTo(Basis.LIMIT);
  }

  @Test
  void dollars_are_the_median_of_what_was_paid_or_the_budget_or_unknown() throws IOException {
    RunFolder before = world.run(List.of("clerk@m"), task);
    world.end(before, SmallWorld.trial(before, 0), 1, Optional.of(0.5));
    world.end(before, SmallWorld.trial(before, 1), 1, Optional.of(1.5));
    Forecast known = forecast(world.draft(List.of("clerk@m"), task), 1);
    assertThat(estimate(known, "clerk@m").dollars()).contains(1.0);
    assertThat(known.dollars()).isEqualTo(2);
    Forecast unknown = forecast(world.draft(List.of("other@m"), task), 1);
    assertThat(unknown.dollarsUnknown()).isEqualTo(2);
    RunPlan capped =
        world
            .planner()
            .within(Caps.none().dollars(3))
            .draft(List.of("other@m"), List.of(task.toString()), List.of(), 1);
    assertThat(estimate(forecast(capped, 1), "other@m").dollars()).contains(3.0);
  }

  @Test
  void says_what_would_wait() throws IOException {
    Path broken = world.task("broken");
    Files.delete(broken.resolve("instruction.md"));
    Forecast forecast =
        forecast(
            world.draft(List.of("clerk@m"), task, world.task("typed", "typewriter"), broken), 2);
    assertThat(forecast.waits().stream().map(w -> w.kind() + " " + w.what()))
        .anyMatch(w -> w.startsWith("task broken cannot be used"))
        .anyMatch(w -> w.equals("image desk must be built first"))
        .anyMatch(w -> w.startsWith("image typewriter does not exist"))
        .anyMatch(w -> w.startsWith("bundle the program of clerk must be fetched"))
        .anyMatch(w -> w.startsWith("model agent clerk@m asks the model m, and there is no"))
        .anyMatch(w -> w.startsWith("price the price of m is unknown"))
        .anyMatch(w -> w.equals("place 4 trials, for one of 2 places"));
  }

  @Test
  void trials_begin_in_order_as_soon_as_a_place_is_free() {
    assertThat(Forecast.span(List.of(4.0, 1.0, 1.0, 2.0), 2)).isEqualTo(4);
    assertThat(Forecast.span(List.of(1.0, 1.0, 4.0), 2)).isEqualTo(5);
    assertThat(Forecast.span(List.of(), 2)).isZero();
  }
}
