package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.core.Tier;
import ale.stats.Board;
import ale.stats.Simulation;
import ale.stats.Worth;
import ale.store.TrialRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(BoardPage.of(board, ""))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script");
    assertThat(BoardCsv.of(board)).contains("'=1+1");
  }

  private Results priced() throws Exception {
    StringBuilder csv =
        new StringBuilder("agent,task,family,trial,passed,cost_usd,tier,subfield,track\n");
    for (int agent = 0; agent < 6; agent++) {
      for (int family = 0; family < 8; family++) {
        for (int trial = 1; trial <= 4; trial++) {
          boolean passed = family < 6 && agent + trial > family;
          csv.append(
              String.format(
                  "agent-<%d>,t%d,f%d,%d,%s,%d.5,%s,legal-x,open%n",
                  agent,
                  family,
                  family,
                  trial,
                  passed,
                  agent,
                  family < 6 ? "near-term" : "last-exam"));
        }
      }
    }
    Results results = Results.at(runs);
    results.load(Files.writeString(runs.resolve("p.csv"), csv), "p");
    return results;
  }

  @Test
  void a_page_shows_tiers_splits_and_cost_with_its_front() throws Exception {
    Results results = priced();
    Board board = board(results, "p");
    assertThat(
            Optional.ofNullable(board.rows().getFirst().effort().get("cost_usd"))
                .orElseThrow()
                .perTrial())
        .isEqualTo(5.5);
    assertThat(BoardPage.of(board, ""))
        .contains(
            "Pass rate by tier",
            "0.0%", // no agent passes the last exam
            "By track",
            "Cost against pass rate",
            "cheapest first: agent-&lt;0&gt;, ",
            "passed of known")
        .doesNotContain("agent-<");
    assertThat(BoardCsv.of(board)).contains("\"agent-<5>\",tier,last-exam,8,8,0,");
    assertThat(BoardTable.of(board, Map.of(), "tier"))
        .contains("  last-exam", "cost per trial $5.50");
  }

  @Test
  void tiers_come_from_the_data_of_a_source() throws Exception {
    TierEvidence evidence = TierEvidence.of(priced(), Optional.of("p"));
    assertThat(evidence.agents()).hasSize(6);
    assertThat(evidence.lines()).hasSize(8).noneMatch(TiersCommand.Line::provisional);
    assertThat(evidence.lines())
        .filteredOn(l -> l.tier() == Tier.FULL_SPECTRUM)
        .hasSize(1)
        .allMatch(l -> l.subfield().equals("legal-x"));
    assertThat(evidence.lines().getLast().chance().orElseThrow()).isLessThan(0.2);
    assertThatThrownBy(() -> TierEvidence.of(Results.at(runs), Optional.of("q")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no source q");
  }

  @Test
  void without_data_the_cards_of_the_families_decide() {
    TierEvidence evidence = TierEvidence.of(Results.at(runs), Optional.empty());
    assertThat(evidence.lines())
        .isNotEmpty()
        .allMatch(TiersCommand.Line::provisional)
        .allMatch(l -> l.declared().isPresent() && l.designPoints() > 0);
  }

  @Test
  void passed_work_is_valued_by_the_hours_of_its_family_and_a_table_of_wages() throws Exception {
    Path table =
        Files.writeString(
            runs.resolve("w.csv"), "soc,usd_per_hour,date,source\n13-2011,40,2026-01,ours\n");
    List<TrialRow> rows =
        List.of(
            done("month-close", TrialRow.State.PASSED),
            done("month-close", TrialRow.State.FAILED),
            done("nobody-knows", TrialRow.State.PASSED));
    ValueCommand.Report report = ValueCommand.report("r", rows, Wages.of(table));
    Worth worth = report.agents().getFirst().worth();
    assertThat(worth.value()).isEqualTo(5 * 40); // the card of month-close says 5 hours
    assertThat(worth.reviewHours()).contains((200 - 4) / 80.0);
    assertThat(report.left()).containsOnlyKeys("nobody-knows");
    assertThat(Wages.standard().of("accounting-finance").orElseThrow().usdPerHour())
        .isEqualTo(38.41);
    Path wrong =
        Files.writeString(runs.resolve("x.csv"), "soc,usd_per_hour,date,source\na,b,c,d\n");
    assertThatThrownBy(() -> Wages.of(wrong))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 1: usd_per_hour is 'b'");
  }

  private static TrialRow done(String family, TrialRow.State state) {
    return new TrialRow(
        "a",
        family + state,
        family,
        "",
        1,
        state,
        state == TrialRow.State.PASSED ? 1 : 0,
        Optional.of(2.0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
