package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.stats.Board;
import ale.stats.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {
  @TempDir private Path runs;

  private static Board board(Results results, String source) {
    Summary summary = results.summary(source);
    return summary.board(source);
  }

  @Test
  void a_board_from_the_store_is_the_board_of_the_trials() {
    Simulation design = new Simulation(2, 2, 6, 2, 3, 0.05);
    Path file = runs.resolve("made.csv");
    assertThat(SimulateCommand.write(file, design, 7)).isEqualTo(4 * 12 * 3);
    Results results = Results.at(runs);
    results.load(file, "made");
    Board direct = Board.of("made", design.run(7).trials(), Map.of());
    Board stored = board(results, "made");
    assertThat(stored.rows()).hasSize(4);
    for (int i = 0; i < 4; i++) {
      Board.Row a = direct.rows().get(i);
      Board.Row b = stored.rows().get(i);
      assertThat(b.agent()).isEqualTo(a.agent());
      assertThat(b.passed()).isEqualTo(a.passed());
      assertThat(b.unscored()).isEqualTo(a.unscored());
      assertThat(b.intervalCluster()).isEqualTo(a.intervalCluster());
      assertThat(b.passHat()).isEqualTo(a.passHat());
      assertThat(b.rank()).isEqualTo(a.rank());
    }
  }

  @Test
  void a_store_that_is_thrown_away_comes_back_the_same() throws Exception {
    Path file = runs.resolve("made.csv");
    SimulateCommand.write(file, new Simulation(2, 1, 3, 2, 2, 0), 1);
    Results results = Results.at(runs);
    results.load(file, "made");
    Board before = board(results, "made");
    Files.delete(file);
    results.rebuild();
    assertThat(board(results, "made")).isEqualTo(before);
  }

  @Test
  void the_same_file_is_imported_once() {
    Path file = runs.resolve("made.csv");
    SimulateCommand.write(file, new Simulation(1, 1, 2, 1, 1, 0), 1);
    Results results = Results.at(runs);
    assertThat(results.load(file, "made").changed()).isTrue();
    assertThat(results.load(file, "made").changed()).isFalse();
    results.forget("made");
    assertThat(results.store().sources()).isEmpty();
    assertThat(results.load(file, "made").trials()).isEqualTo(2);
  }

  @Test
  void a_name_that_could_leave_the_folder_is_refused() {
    assertThatThrownBy(() -> Results.at(runs).load(runs.resolve("x.csv"), "../x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a name for a source: ../x");
  }

  @Test
  void a_page_shows_a_hostile_name_as_letters() throws Exception {
    Path file =
        Files.writeString(
            runs.resolve("h.csv"),
            "agent,task,trial,passed\n<script>alert(1)</script>,t,1,true\n\"=1+1\",t,1,false\n");
    Results results = Results.at(runs);
    results.load(file, "h");
    Board board = board(results, "h");
    assertThat(BoardPage.of(board))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
    assertThat(BoardCsv.of(board)).contains("'=1+1");
  }
}
