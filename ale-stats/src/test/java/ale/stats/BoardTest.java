package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BoardTest {
  private static final Outcome PASS = new Outcome.Scored(1, true);
  private static final Outcome HALF = new Outcome.Scored(0.5, false);
  private static final Outcome FAULT =
      new Outcome.Unscored(new Fault(FaultSource.GRADER, Phase.GRADE, "it crashed"));

  private static Board.Entry entry(String agent, String cluster, Outcome outcome) {
    return new Board.Entry(agent, "task of " + cluster, "", cluster, 1, outcome);
  }

  @Test
  void a_fault_is_neither_a_pass_nor_a_fail() {
    Board.Row row =
        Board.of(
                "r",
                List.of(
                    entry("a", "legal", PASS),
                    entry("a", "legal", HALF),
                    entry("a", "legal", FAULT)))
            .rows()
            .getFirst();
    assertThat(row.trials()).isEqualTo(3);
    assertThat(row.scored()).isEqualTo(2);
    assertThat(row.unscored()).isEqualTo(1);
    assertThat(row.passRate()).isEqualTo(0.5);
    assertThat(row.meanScore()).isEqualTo(0.75);
    assertThat(row.bounds().low()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(row.bounds().high()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void who_breaks_the_rules_has_not_passed() {
    Board.Row row =
        Board.of(
                "r",
                List.of(
                    entry("a", "legal", PASS),
                    entry("a", "legal", new Outcome.Invalid("forged the reward"))))
            .rows()
            .getFirst();
    assertThat(row.invalid()).isEqualTo(1);
    assertThat(row.passRate()).isEqualTo(0.5);
    assertThat(row.meanScore()).isEqualTo(0.5);
  }

  @Test
  void best_agent_comes_first_and_clusters_add_up() {
    Board board =
        Board.of(
            "r",
            List.of(
                entry("noop", "legal", new Outcome.Scored(0, false)),
                entry("oracle", "legal", PASS),
                entry("oracle", "health-medicine", HALF)));
    assertThat(board.rows()).extracting(Board.Row::agent).containsExactly("oracle", "noop");
    assertThat(board.rows().getFirst().clusters()).containsOnlyKeys("health-medicine", "legal");
    assertThat(
            board.rows().getFirst().clusters().values().stream().mapToInt(Board.Row::trials).sum())
        .isEqualTo(2);
  }

  @Test
  void an_agent_with_only_faults_has_no_score_but_a_row() {
    Board.Row row = Board.of("r", List.of(entry("a", "legal", FAULT))).rows().getFirst();
    assertThat(row.scored()).isZero();
    assertThat(row.interval()).isEqualTo(new Interval(0, 1));
    assertThat(row.bounds()).isEqualTo(new Interval(0, 1));
  }

  @Test
  void json_has_the_names_that_users_rely_on() {
    String json = Json.line(Board.of("r1", List.of(entry("a", "legal", PASS))));
    assertThat(json)
        .startsWith("{\"run\":\"r1\",\"rows\":[{\"agent\":\"a\",\"trials\":1,")
        .contains("\"passed\":1", "\"pass_rate\":1.0", "\"mean_score\":1.0", "\"interval\":[0.2")
        .contains("\"unscored\":0", "\"invalid\":0")
        .contains(
            "\"interval_cluster\":[0.0,1.0]",
            "\"pass_at\":{\"1\":1.0}",
            "\"pass_hat\":{\"1\":1.0}",
            "\"rank\":[1,1]");
  }

  @Test
  void a_board_is_split_by_every_trait_and_a_task_may_stand_in_several_parts() {
    Trials trials =
        Trials.builder()
            .add("a", "t1", "f1", 1, 1, true)
            .add("a", "t2", "f2", 1, 0, false)
            .add("b", "t1", "f1", 1, 1, true)
            .build();
    Traits traits = new Traits();
    traits.add("t1", "tier", "near-term");
    traits.add("t2", "tier", "last-exam");
    traits.add("t1", "layer", "eyes");
    traits.add("t2", "layer", "eyes");
    traits.add("t2", "layer", "hands");
    traits.add("t2", "pool", "");
    Board board = Board.of("r", trials, traits, Map.of());
    Board.Row a =
        board.rows().stream().filter(r -> r.agent().equals("a")).findFirst().orElseThrow();
    assertThat(a.splits().keySet()).containsExactly("layer", "tier");
    assertThat(part(a, "tier", "near-term").passRate()).isEqualTo(1);
    assertThat(part(a, "tier", "last-exam").passRate()).isZero();
    assertThat(part(a, "layer", "eyes").scored()).isEqualTo(2);
    assertThat(part(a, "layer", "hands").scored()).isEqualTo(1);
    Board.Row b =
        board.rows().stream().filter(r -> r.agent().equals("b")).findFirst().orElseThrow();
    assertThat(b.splits().getOrDefault("tier", Map.of()).keySet()).containsExactly("near-term");
    assertThat(Json.line(board)).doesNotContain("\"effort\"");
  }

  private static Board.Row part(Board.Row row, String dimension, String word) {
    return Optional.ofNullable(row.splits().getOrDefault(dimension, Map.of()).get(word))
        .orElseThrow();
  }
}
