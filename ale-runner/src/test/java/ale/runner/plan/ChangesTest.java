package ale.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.gateway.PriceBook;
import ale.runner.Inventory;
import ale.runner.RunFolder;
import ale.runner.SmallWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

  @TempDir Path folder;
  private SmallWorld world;
  private Path task;
  private RunFolder run;

  @BeforeEach
  void plan() throws IOException {
    world = new SmallWorld(folder);
    task = world.task("one");
    run = world.run(List.of("clerk", "other"), task);
  }

  private void refuses(Inventory now, String what) {
    Changes changes = Changes.of(run, now);
    assertThat(changes.all()).hasSize(1);
    assertThatThrownBy(() -> changes.settle(false, NOW, "ann"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(run.plan().id())
        .hasMessageContaining(what)
        .hasMessageContaining("--accept-changes");
    assertThat(Changes.accepted(run)).isEmpty();
  }

  @Test
  void a_run_on_what_it_was_planned_on_goes_on() {
    Changes changes = Changes.of(run, world.inventory());
    assertThat(changes.all()).isEmpty();
    changes.settle(false, NOW, "ann");
    assertThat(run.plan().frozen().things().keySet())
        .containsExactlyInAnyOrder(
            "code", "provider", "price book", "image desk", "harness clerk", "harness other");
  }

  @Test
  void other_code_is_refused() {
    refuses(
        world.inventory("1.0 def", "local", PriceBook.bundled()),
        "code: then 1.0 abc, now 1.0 def");
  }

  @Test
  void another_provider_is_refused() {
    refuses(
        world.inventory("1.0 abc", "container", PriceBook.bundled()),
        "provider: then local, now container");
  }

  @Test
  void other_prices_are_refused() throws IOException {
    Path book =
        Files.writeString(
            folder.resolve("prices.json"),
            """
            {"format":"ale.prices/1","as_of":"2031-01-01",
             "entries":[{"models":["m"],"price":{"input":1,"output":2}}]}
            """);
    refuses(
        world.inventory("1.0 abc", "local", PriceBook.bundled().with(PriceBook.read(book))),
        "now 2031-01-01 ");
  }

  @Test
  void another_image_is_refused() throws IOException {
    String then = world.inventory().images().digest("desk").orElseThrow();
    world.recipe("desk", "more");
    refuses(world.inventory(), "image desk: then " + then + ", now ");
  }

  @Test
  void another_version_of_a_harness_is_refused() {
    world.clerk.version = "2";
    refuses(world.inventory(), "harness clerk: then 1 aa, now 2 aa");
  }

  @Test
  void another_program_of_a_harness_is_refused() {
    world.clerk.digest = "bb";
    refuses(world.inventory(), "harness clerk: then 1 aa, now 1 bb");
  }

  @Test
  void an_instance_that_changed_is_refused_whatever_a_person_insists_on() throws IOException {
    Files.writeString(task.resolve("instruction.md"), "Write 43.\n");
    Changes changes = Changes.of(run, world.inventory());
    assertThatThrownBy(() -> changes.settle(true, NOW, "ann"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("instance " + task + ": then ")
        .hasMessageContaining("plan a new run");
    assertThat(Changes.accepted(run)).isEmpty();
  }

  @Test
  void what_a_person_accepted_is_recorded_once_and_is_no_difference_afterwards()
      throws IOException {
    world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    world.clerk.version = "2";
    Changes.of(run, world.inventory()).settle(true, NOW, "ann");
    assertThat(Changes.accepted(run))
        .containsExactly(
            new Changes.Acceptance(
                NOW, "ann", List.of(new Change("harness clerk", "1 aa", "2 aa")), 1));
    assertThat(Changes.of(run, world.inventory()).all()).isEmpty();
    world.clerk.version = "3";
    assertThat(Changes.of(run, world.inventory()).all())
        .containsExactly(new Change("harness clerk", "2 aa", "3 aa"));
  }

  @Test
  void what_no_remaining_trial_rests_on_may_change() throws IOException {
    for (var trial : run.plan().trials()) {
      if (trial.agent().name().equals("clerk")) {
        world.end(run, trial, 1, Optional.empty());
      }
    }
    world.clerk.version = "2";
    assertThat(Changes.of(run, world.inventory()).all()).isEmpty();
    world.other.version = "2";
    assertThat(Changes.of(run, world.inventory()).all()).hasSize(1);
  }

  @Test
  void the_same_words_find_the_unfinished_run_and_others_do_not() throws IOException {
    assertThat(like(List.of("clerk", "other"))).contains(run.path());
    assertThat(like(List.of("clerk"))).isEmpty();
    Path two = world.task("two");
    assertThat(Unfinished.like(world.draft(List.of("clerk", "other"), task, two), world.runs))
        .isEmpty();
    for (var trial : run.plan().trials()) {
      world.end(run, trial, 1, Optional.empty());
    }
    assertThat(like(List.of("clerk", "other"))).as("it is finished").isEmpty();
  }

  private Optional<Path> like(List<String> agents) {
    return Unfinished.like(world.draft(agents, task), world.runs).map(RunFolder::path);
  }

  @Test
  void a_task_with_other_content_is_not_the_same() throws IOException {
    Files.writeString(task.resolve("instruction.md"), "Write 43.\n");
    assertThat(like(List.of("clerk", "other"))).isEmpty();
  }
}
