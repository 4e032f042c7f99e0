package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchTest {
  @Test
  void a_scratch_folder_is_there_for_a_day_and_swept_after_that(@TempDir Path state)
      throws Exception {
    Places places = new Places(state, state, state, state, state);
    Path folder = Scratch.folder(places, "verify");
    Files.writeString(folder.resolve("log"), "x");
    Scratch.sweep(places, Instant.now().plusSeconds(23 * 3600));
    assertThat(folder.resolve("log")).exists();
    Scratch.sweep(places, Instant.now().plusSeconds(25 * 3600));
    assertThat(folder).doesNotExist();
  }
}
