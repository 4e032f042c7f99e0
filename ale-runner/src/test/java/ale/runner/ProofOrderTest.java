package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Digest;
import ale.core.Phase;
import ale.runner.Journal.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProofOrderTest {
  private static final Map<String, Object> DEAD =
      Map.of("death", Map.of("remaining", List.of(), "killed", 3));
  private static final Map<String, Object> STAGED = Map.of("reference", "tests", "outputs", "abc");

  @TempDir Path folder;

  private Map<String, Object> collected() throws IOException {
    Path manifest = folder.resolve("attempt-1/manifest.json");
    Files.createDirectories(manifest.resolveSibling("."));
    Files.writeString(manifest, "{}\n");
    return Map.of("manifest", Digest.ofFile(manifest), "outputs", "abc");
  }

  private record Written(Phase phase, Mark mark, Map<String, Object> data) {}

  private List<String> check(Written... lines) {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"), InstantSource.system())) {
      for (Written line : lines) {
        journal.write(1, line.phase(), line.mark(), line.data());
      }
    }
    return ProofOrder.check(folder, Optional.empty());
  }

  @Test
  void death_then_digest_then_reference_is_in_order() throws IOException {
    assertThat(
            check(
                new Written(Phase.FREEZE, Mark.END, DEAD),
                new Written(Phase.COLLECT, Mark.END, collected()),
                new Written(Phase.GRADE, Mark.BEGIN, Map.of()),
                new Written(Phase.GRADE, Mark.NOTE, STAGED)))
        .isEmpty();
  }

  @Test
  void a_reference_before_the_proof_of_death_is_named() throws IOException {
    assertThat(
            check(
                new Written(Phase.COLLECT, Mark.END, collected()),
                new Written(Phase.GRADE, Mark.NOTE, STAGED),
                new Written(Phase.FREEZE, Mark.END, DEAD)))
        .singleElement()
        .asString()
        .contains("reference-before-death", "line 2");
  }

  @Test
  void a_proof_that_names_living_processes_is_none() throws IOException {
    assertThat(
            check(
                new Written(
                    Phase.FREEZE, Mark.END, Map.of("death", Map.of("remaining", List.of(17)))),
                new Written(Phase.COLLECT, Mark.END, collected()),
                new Written(Phase.GRADE, Mark.NOTE, STAGED)))
        .singleElement()
        .asString()
        .contains("reference-before-death");
  }

  @Test
  void a_reference_before_the_digest_of_the_outputs_is_named() throws IOException {
    assertThat(
            check(
                new Written(Phase.FREEZE, Mark.END, DEAD),
                new Written(Phase.GRADE, Mark.NOTE, STAGED),
                new Written(Phase.COLLECT, Mark.END, collected())))
        .singleElement()
        .asString()
        .contains("reference-before-digest", "line 2");
  }

  @Test
  void outputs_and_a_manifest_that_are_not_what_was_collected_are_named() throws IOException {
    Map<String, Object> collected = collected();
    Files.writeString(folder.resolve("attempt-1/manifest.json"), "{\"x\":1}\n");
    assertThat(
            check(
                new Written(Phase.FREEZE, Mark.END, DEAD),
                new Written(Phase.COLLECT, Mark.END, collected),
                new Written(
                    Phase.GRADE, Mark.NOTE, Map.of("reference", "tests", "outputs", "other"))))
        .hasSize(2)
        .anyMatch(w -> w.startsWith("manifest-changed"))
        .anyMatch(w -> w.startsWith("outputs-changed"));
  }

  @Test
  void a_journal_with_a_changed_line_proves_nothing() throws IOException {
    check(new Written(Phase.FREEZE, Mark.END, DEAD));
    Path journal = folder.resolve("journal.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("\"killed\":3", "\"killed\":4"));
    assertThat(ProofOrder.check(folder, Optional.empty()))
        .singleElement()
        .asString()
        .contains("checksum");
  }

  @Test
  void each_step_of_a_task_needs_a_death_of_its_own() throws IOException {
    Map<String, Object> collected = collected();
    Written[] first = {
      new Written(Phase.WORK, Mark.END, Map.of()),
      new Written(Phase.FREEZE, Mark.END, DEAD),
      new Written(Phase.COLLECT, Mark.END, collected),
      new Written(Phase.GRADE, Mark.NOTE, STAGED),
      new Written(Phase.WORK, Mark.BEGIN, Map.of())
    };
    assertThat(check(first)).isEmpty();
    assertThat(check(new Written(Phase.GRADE, Mark.NOTE, STAGED)))
        .singleElement()
        .asString()
        .contains("reference-before-death", "line 6");
  }
}
