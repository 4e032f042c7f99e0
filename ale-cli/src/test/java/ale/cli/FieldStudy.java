package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.tasks.Families;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The five programs of the field at the seven demo jobs with a model that knows the solutions: the
 * whole way from the plan to the grade. Run by hand with {@code -Dit.test=FieldStudy}.
 */
final class FieldStudy {
  private static final List<String> PROGRAMS =
      List.of(
          "claude-code@scripted-1",
          "codex@scripted-1",
          "gemini-cli@gemini-2.5-pro",
          "opencode@scripted-1",
          "qwen-code@scripted-1");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void every_program_gets_full_marks_at_every_job() throws IOException {
    List<String> families = Families.installed().all().stream().map(f -> f.card().name()).toList();
    System.out.println(FieldExam.Left.heading());
    assertThat(FieldExam.sit(folder, PROGRAMS, families, left -> System.out.println(left.line())))
        .hasSize(35)
        .allSatisfy(FieldExam.Left::isWhole);
  }
}
