package ale.runner.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.runner.Lease;
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

final class RunShelfTest {
  @TempDir Path folder;
  private SmallWorld world;
  private RunFolder run;
  private String id;
  private RunShelf shelf;

  @BeforeEach
  void place() throws IOException {
    world = new SmallWorld(folder);
    run = world.run(List.of("clerk"), world.task("one"));
    id = run.plan().id();
    shelf = new RunShelf(world.runs, SmallWorld.CLOCK);
  }

  @Test
  void a_run_is_listed_with_what_it_is_in() throws IOException {
    world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    RunInfo unfinished = shelf.list().getFirst();
    assertThat(unfinished.state()).isEqualTo(RunInfo.State.UNFINISHED);
    assertThat(unfinished.trials()).isEqualTo(2);
    assertThat(unfinished.scored()).isEqualTo(1);
    assertThat(unfinished.bytes()).isGreaterThan(15_000);
    assertThat(unfinished.started()).contains(SmallWorld.CLOCK.instant());
    world.fail(run, SmallWorld.trial(run, 1));
    assertThat(shelf.info(id).state()).isEqualTo(RunInfo.State.FINISHED);
    assertThat(shelf.info(id).unscored()).isEqualTo(1);
    try (Lease lease = Lease.take(run.path(), SmallWorld.CLOCK)) {
      assertThat(lease).isNotNull();
      assertThat(shelf.info(id).state()).isEqualTo(RunInfo.State.RUNNING);
      assertThat(shelf.info(id).holder()).isPresent();
    }
  }

  @Test
  void a_run_of_another_version_is_listed_and_can_be_removed() throws IOException {
    Path plan = run.path().resolve("run.json");
    Files.writeString(plan, Files.readString(plan).replace(RunPlan.FORMAT, "ale-run-1"));
    RunInfo info = shelf.list().getFirst();
    assertThat(info.state()).isEqualTo(RunInfo.State.UNREADABLE);
    assertThat(info.problem()).hasValueSatisfying(p -> assertThat(p).contains("ale-run-1"));
    shelf.remove(id);
    assertThat(shelf.list()).isEmpty();
  }

  @Test
  void archives_finished_trials_only_and_gives_them_back() throws IOException {
    Path ended = world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    var before = run.board();
    RunShelf.Handled handled = shelf.archive(id);
    assertThat(handled.done()).containsOnlyKeys(SmallWorld.trial(run, 0).id());
    assertThat(handled.left()).isEmpty();
    assertThat(run.board()).as("boards do not notice").isEqualTo(before);
    assertThat(shelf.info(id).archived()).isEqualTo(1);
    assertThat(shelf.archive(id).done()).as("once is enough").isEmpty();
    assertThat(shelf.unarchive(id).done()).hasSize(1);
    assertThat(ended.resolve("journal.jsonl")).exists();
    assertThat(shelf.info(id).archived()).isZero();
  }

  @Test
  void a_trial_that_cannot_be_archived_is_said_and_stops_no_other() throws IOException {
    Path broken = world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    world.end(run, SmallWorld.trial(run, 1), 1, Optional.empty());
    Files.writeString(broken.resolve("attempt-1/grade.json"), "forged");
    RunShelf.Handled handled = shelf.archive(id);
    assertThat(handled.done()).hasSize(1);
    assertThat(handled.left().get(SmallWorld.trial(run, 0).id()))
        .contains("grade.json is not as it was sealed");
  }

  @Test
  void nothing_is_done_with_a_run_that_is_running() throws IOException {
    world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
    try (Lease lease = Lease.take(run.path(), SmallWorld.CLOCK)) {
      assertThat(lease).isNotNull();
      assertThatThrownBy(() -> shelf.remove(id))
          .isInstanceOf(Lease.Held.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThatThrownBy(() -> shelf.archive(id)).isInstanceOf(Lease.Held.class);
    }
    assertThat(shelf.list()).hasSize(1);
  }

  @Test
  void a_removed_run_leaves_nothing_and_what_links_lead_to_stays() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "stays");
    Path output = Files.createDirectories(run.path().resolve("trials/x/attempt-1/output"));
    Files.createSymbolicLink(output.resolve("folder"), outside);
    Files.createSymbolicLink(output.resolve("file"), outside.resolve("precious"));
    Files.createSymbolicLink(output.resolve("nowhere"), Path.of("/no/such/file"));
    shelf.remove(id.substring(0, id.length() - 1));
    assertThat(world.runs).isEmptyDirectory();
    assertThat(outside.resolve("precious")).hasContent("stays");
  }

  @Test
  void a_run_that_is_a_link_is_not_removed() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(run.path(), elsewhere);
    Files.createSymbolicLink(run.path(), elsewhere);
    assertThatThrownBy(() -> shelf.remove(id))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a link");
    assertThat(elsewhere.resolve("run.json")).exists();
  }

  @Test
  void a_removal_that_was_cut_off_is_no_run_and_is_completed() throws IOException {
    RunFolder other = world.run(List.of("clerk"), world.task("two"));
    Files.move(run.path(), world.runs.resolve(".removed-" + id));
    assertThat(shelf.list()).hasSize(1);
    shelf.remove(other.plan().id());
    assertThat(world.runs).isEmptyDirectory();
  }
}
