package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who holds which block of users, and what a killed controller leaves of it. */
final class LocalSlotsTest {
  /** Nobody: process 1 started when the machine did. */
  private static final Controller GONE = new Controller(1, 1_000_000_000L);

  @TempDir Path folder;
  private Path sandboxes;
  private LocalSlots slots;

  @BeforeEach
  void prepare() throws IOException {
    sandboxes = Files.createDirectory(folder.resolve("sandboxes"));
    slots = new LocalSlots(folder.resolve("slots"), 0);
  }

  private Path sandbox(String id) throws IOException {
    return Files.createDirectories(sandboxes.resolve(id).resolve("disk")).resolveSibling("");
  }

  @Test
  void a_slot_is_one_sandboxs_until_it_is_freed() throws IOException {
    assertThat(slots.take("aaaaaaaa", Controller.mine())).isZero();
    assertThat(slots.take("bbbbbbbb", Controller.mine())).isEqualTo(1);
    slots.free("aaaaaaaa");
    slots.free("aaaaaaaa");
    assertThat(slots.take("cccccccc", Controller.mine())).isZero();
    slots.free("aaaaaaaa");
    assertThat(slots.take("dddddddd", Controller.mine())).isEqualTo(2);
  }

  @Test
  void a_controller_killed_before_its_sandbox_has_a_folder_leaves_nothing() throws IOException {
    slots.take("aaaaaaaa", GONE);
    slots.sweep(sandboxes, Set.of());
    assertThat(folder.resolve("slots")).isEmptyDirectory();
  }

  @Test
  void a_controller_killed_before_its_sandbox_has_a_record_leaves_nothing() throws IOException {
    slots.take("aaaaaaaa", GONE);
    sandbox("aaaaaaaa");
    slots.sweep(sandboxes, Set.of());
    assertThat(folder.resolve("slots")).isEmptyDirectory();
    assertThat(sandboxes).isEmptyDirectory();
  }

  @Test
  void a_controller_killed_when_only_an_empty_folder_is_left_leaves_nothing() throws IOException {
    sandbox("aaaaaaaa");
    slots.sweep(sandboxes, Set.of());
    assertThat(sandboxes).isEmptyDirectory();
  }

  @Test
  void a_sandbox_in_the_making_is_left_alone() throws IOException {
    slots.take("aaaaaaaa", Controller.mine());
    Path made = sandbox("aaaaaaaa");
    slots.take("bbbbbbbb", Controller.mine());
    slots.sweep(sandboxes, Set.of());
    assertThat(made).isDirectory();
    assertThat(folder.resolve("slots")).isDirectoryContaining("glob:**/0");
    assertThat(folder.resolve("slots")).isDirectoryContaining("glob:**/1");
  }

  @Test
  void a_slot_that_a_record_names_is_left_to_the_sandbox_though_its_controller_is_gone()
      throws IOException {
    slots.take("aaaaaaaa", GONE);
    Path made = sandbox("aaaaaaaa");
    Files.writeString(new LocalPlaces(made).record(), "{}");
    slots.sweep(sandboxes, Set.of(0));
    assertThat(made).isDirectory();
    assertThat(folder.resolve("slots")).isDirectoryContaining("glob:**/0");
  }

  @Test
  void a_controller_is_known_by_its_process_and_the_start_of_it() {
    Controller mine = Controller.mine();
    assertThat(mine.gone()).isFalse();
    assertThat(Controller.of(mine.toString())).isEqualTo(mine);
    assertThat(new Controller(mine.process(), mine.start() + 1).gone()).isTrue();
    assertThatThrownBy(() -> Controller.of("1234")).hasMessageContaining("1234");
  }
}
