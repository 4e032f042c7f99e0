package ale.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportsTest {
  static final String RECORD =
      """
      {"schema_version": 2, "run_id": "r", "timestamp_utc": "2026-11-22T06:00:00Z",
       "agent": {"name": "codex", "model": "gpt"},
       "task": {"slug": "deed", "path": "tasks/legal/deed", "variant_index": 0},
       "status": "completed", "score": 1, "timings": {"duration_s": 12.5},
       "usage": {"total_input_tokens": 7, "total_output_tokens": 3, "total_cost_usd": 0.5}}
      """;

  @TempDir Path folder;

  private void record(String place, String text) throws IOException {
    Files.createDirectories(folder.resolve(place));
    Files.writeString(folder.resolve(place).resolve("run.json"), text);
  }

  @Test
  void each_record_is_a_trial_with_the_industry_of_its_folder() throws IOException {
    record("x/r/codex/gpt/deed/v0/1", RECORD);
    record("x/r/codex/gpt/deed/v0/2", RECORD.replace("\"score\": 1", "\"score\": 0.99"));
    record("x/r/codex/gpt/deed/v0/3", RECORD.replace("completed", "failed"));
    record(
        "x/r/codex/gpt/deed/v1/1", RECORD.replace("\"variant_index\": 0", "\"variant_index\": 1"));
    Imported first = AleImport.read(folder);
    assertThat(first.table().lines().skip(1))
        .containsExactly(
            "codex@gpt,deed,1,true,1.0,deed,legal,0.5,7,3,12.5",
            "codex@gpt,deed,2,false,0.99,deed,legal,0.5,7,3,12.5",
            "codex@gpt,deed,3,unscored,1.0,deed,legal,0.5,7,3,12.5",
            "codex@gpt,deed#v1,1,true,1.0,deed,legal,0.5,7,3,12.5");
    assertThat(AleImport.read(folder)).isEqualTo(first);
  }

  @Test
  void what_cannot_be_used_is_left_out_with_its_reason() throws IOException {
    record("good", RECORD);
    record("high", RECORD.replace("\"score\": 1", "\"score\": 85"));
    record("text", RECORD.replace("\"score\": 1", "\"score\": \"NaN\""));
    record("odd", RECORD.replace("completed", "cancelled"));
    record("old", RECORD.replace("\"schema_version\": 2", "\"schema_version\": 1"));
    record("torn", RECORD.substring(0, 60));
    Imported imported = AleImport.read(folder);
    assertThat(imported.trials()).isEqualTo(1);
    assertThat(imported.skipped())
        .hasSize(5)
        .anyMatch(s -> s.startsWith("high/run.json: /score is 85"))
        .anyMatch(s -> s.contains("/status is 'cancelled'"));
  }

  @Test
  void a_record_that_an_agent_delivered_or_linked_is_not_read() throws IOException {
    record("t", RECORD);
    record("t/output", RECORD.replace("deed", "planted"));
    Path elsewhere = Files.createTempDirectory(folder, "e");
    Files.writeString(elsewhere.resolve("secret.json"), RECORD.replace("deed", "secret"));
    Files.createDirectories(folder.resolve("u"));
    Files.createSymbolicLink(folder.resolve("u/run.json"), elsewhere.resolve("secret.json"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(AleImport.read(folder).table()).doesNotContain("planted", "secret");
  }

  @Test
  void names_reach_the_table_without_control_characters() throws IOException {
    record("t", RECORD.replace("\"codex\"", "\"co\\u001b[2J\\r\\ndex\""));
    assertThat(AleImport.read(folder).table().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("co?[2J??dex@gpt,deed");
  }

  @Test
  void a_folder_without_a_trial_is_a_mistake_of_the_person() {
    assertThatThrownBy(() -> AleImport.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no run.json");
    assertThatThrownBy(() -> AleImport.read(folder.resolve("none")))
        .isInstanceOf(InputException.class);
  }
}
