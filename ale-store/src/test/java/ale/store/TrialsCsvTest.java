package ale.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.store.TrialRow.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrialsCsvTest {
  @TempDir private Path folder;

  private List<TrialRow> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    try (TrialsCsv csv = TrialsCsv.open(file)) {
      return csv.rows().toList();
    }
  }

  @Test
  void four_columns_are_enough() throws Exception {
    assertThat(read("agent,task,trial,passed\r\n\"a, b\",t,1,true\r\na,t,2,0\r\n"))
        .extracting(TrialRow::agent, TrialRow::repetition, TrialRow::state, TrialRow::score)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a, b", 1, State.PASSED, 1.0),
            org.assertj.core.groups.Tuple.tuple("a", 2, State.FAILED, 0.0));
  }

  @Test
  void the_other_columns_are_read_in_any_order_where_they_are_filled() throws Exception {
    assertThat(
            read(
                """
                seconds,passed,cost_usd,task,agent,trial,score,family,output_tokens,note
                1.5,no,0.25,t,a,3,0.75,f,12,hello
                ,unscored,,t,a,4,,f,,
                """))
        .containsExactly(
            new TrialRow(
                "a",
                "t",
                "f",
                "",
                3,
                State.FAILED,
                0.75,
                Optional.of(0.25),
                Optional.empty(),
                Optional.of(12L),
                Optional.of(1.5)),
            new TrialRow(
                "a",
                "t",
                "f",
                "",
                4,
                State.UNSCORED,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void traits_of_the_task_may_have_several_values() throws Exception {
    assertThat(
            read(
                """
                agent,task,trial,passed,tier,capability,pool
                a,t,1,true,last-exam,vision; planning;,
                """))
        .extracting(TrialRow::traits)
        .containsExactly(
            Map.of("tier", List.of("last-exam"), "capability", List.of("vision", "planning")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,t,1,perhaps|row 1: passed is 'perhaps', not true or false",
        "a,t,x,true|row 1: trial is 'x', not a number",
        "a,t,,true|row 1: trial is empty",
        "a,t,-1,true|row 1: trial -1 is below 0",
        ",t,1,true|row 1: agent is empty or longer than 300 letters",
        "a,t,1|row 1: has 3 cells, the header more or fewer"
      })
  void a_row_that_makes_no_sense_is_named(String row, String message) {
    assertThatThrownBy(() -> read("agent,task,trial,passed\n" + row + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"1.5", "-0.1", "NaN", "Infinity"})
  void a_score_outside_its_range_is_named(String score) {
    assertThatThrownBy(() -> read("agent,task,trial,passed,score\na,t,1,false," + score + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 1: score");
  }

  @Test
  void a_column_that_is_missing_is_named() {
    assertThatThrownBy(() -> read("agent,task,passed\na,t,1\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no column 'trial'; it has agent, task, passed; needed are");
  }

  @Test
  void columns_that_mean_nothing_are_told() throws Exception {
    Path file = Files.writeString(folder.resolve("u.csv"), "agent,task,trial,passed,mood\n");
    try (TrialsCsv csv = TrialsCsv.open(file)) {
      assertThat(csv.unknown()).containsExactly("mood");
    }
  }
}
