package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One program of the field at one real job; {@link FieldStudy} has all of them. */
@Timeout(180)
final class FieldIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void a_program_whose_model_knows_the_solution_gets_full_marks() throws IOException {
    assertThat(
            FieldExam.sit(
                folder,
                List.of("codex@scripted-1"),
                List.of("privilege-review"),
                left -> System.out.println(left.line())))
        .hasSize(1)
        .allSatisfy(FieldExam.Left::isWhole);
  }
}
