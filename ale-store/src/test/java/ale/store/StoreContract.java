package ale.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.store.TrialRow.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store does, whatever its database. */
abstract class StoreContract {
  /** An empty store. */
  abstract Store store();

  static TrialRow row(String agent, String task, int repetition, State state, double score) {
    return new TrialRow(
        agent,
        task,
        "family-" + task.charAt(0),
        "legal",
        repetition,
        state,
        score,
        Optional.of(0.25),
        Optional.of(1L << 40),
        Optional.empty(),
        Optional.of(1.5));
  }

  private static Stream<TrialRow> some() {
    return Stream.of(
        row("a", "x1", 1, State.PASSED, 1),
        row("b", "x1", 1, State.FAILED, 0.5),
        row("a", "x1", 2, State.UNSCORED, 0),
        row("a", "y1", 1, State.INVALID, 0),
        row("a", "x1", 3, State.FAILED, 0.5));
  }

  private static List<TrialCell> cells(Store store, String source) {
    List<TrialCell> all = new ArrayList<>();
    store.cells(source, all::add);
    return all;
  }

  @Test
  void what_was_put_in_is_found_again() {
    Store store = store();
    assertThat(store.put("one", "csv", "d1", some())).isTrue();
    assertThat(store.sources()).containsExactly(new Source("one", "csv", "d1", 5));
    assertThat(store.agents("one")).containsExactly("a", "b");
    assertThat(store.trials("one", "a"))
        .containsExactly(
            row("a", "x1", 1, State.PASSED, 1),
            row("a", "x1", 2, State.UNSCORED, 0),
            row("a", "x1", 3, State.FAILED, 0.5),
            row("a", "y1", 1, State.INVALID, 0));
    assertThat(cells(store, "one"))
        .containsExactly(
            new TrialCell("a", "x1", "family-x", "legal", 3, 1, 1, 0, 1.5, 1.25),
            new TrialCell("a", "y1", "family-y", "legal", 1, 0, 0, 1, 0, 0),
            new TrialCell("b", "x1", "family-x", "legal", 1, 0, 0, 0, 0.5, 0.25));
  }

  @Test
  void what_trials_took_is_summed_by_agent_and_family_without_those_that_do_not_count() {
    Store store = store();
    store.put("one", "csv", "d1", some());
    assertThat(store.efforts("one"))
        .containsExactly(
            new EffortSum("a", "family-x", EffortSum.Metric.COST_USD, 2, 1, 0.5),
            new EffortSum("a", "family-x", EffortSum.Metric.SECONDS, 2, 1, 3),
            new EffortSum("a", "family-x", EffortSum.Metric.INPUT_TOKENS, 2, 1, 2.0 * (1L << 40)),
            new EffortSum("a", "family-y", EffortSum.Metric.COST_USD, 1, 0, 0.25),
            new EffortSum("a", "family-y", EffortSum.Metric.SECONDS, 1, 0, 1.5),
            new EffortSum("a", "family-y", EffortSum.Metric.INPUT_TOKENS, 1, 0, 1L << 40),
            new EffortSum("b", "family-x", EffortSum.Metric.COST_USD, 1, 0, 0.25),
            new EffortSum("b", "family-x", EffortSum.Metric.SECONDS, 1, 0, 1.5),
            new EffortSum("b", "family-x", EffortSum.Metric.INPUT_TOKENS, 1, 0, 1L << 40));
  }

  @Test
  void what_is_known_of_a_task_is_found_again() {
    Store store = store();
    TrialRow plain = row("a", "x1", 1, State.PASSED, 1);
    store.put(
        "one",
        "csv",
        "d1",
        Stream.of(
            new TrialRow(
                "a",
                "x1",
                "f",
                "legal",
                1,
                State.PASSED,
                1,
                plain.costUsd(),
                plain.inputTokens(),
                plain.outputTokens(),
                plain.seconds(),
                Map.of("tier", List.of("near-term"), "layer", List.of("eyes", "brain", "eyes")))));
    List<String> found = new ArrayList<>();
    store.traits("one", (task, dimension, word) -> found.add(task + " " + dimension + " " + word));
    assertThat(found).containsExactly("x1 layer brain", "x1 layer eyes", "x1 tier near-term");
    store.remove("one");
    assertThat(store.put("one", "csv", "d1", Stream.of(plain))).isTrue();
  }

  @Test
  void the_same_thing_is_read_once() {
    Store store = store();
    store.put("one", "csv", "d1", some());
    assertThat(store.put("one", "csv", "d1", Stream.of(row("c", "z", 1, State.PASSED, 1))))
        .isFalse();
    assertThat(store.agents("one")).containsExactly("a", "b");
  }

  @Test
  void a_source_that_changed_is_replaced_and_its_neighbour_is_not() {
    Store store = store();
    store.put("one", "csv", "d1", some());
    store.put("two", "run", "d2", some());
    assertThat(store.put("one", "csv", "d3", Stream.of(row("c", "z", 1, State.PASSED, 1))))
        .isTrue();
    assertThat(cells(store, "one")).hasSize(1);
    assertThat(cells(store, "two")).hasSize(3);
    store.remove("two");
    assertThat(store.sources()).containsExactly(new Source("one", "csv", "d3", 1));
    store.clear();
    assertThat(store.sources()).isEmpty();
  }

  @Test
  void a_trial_that_is_there_twice_leaves_the_store_as_it_was() {
    Store store = store();
    store.put("one", "csv", "d1", some());
    assertThatThrownBy(() -> store.put("one", "csv", "d2", Stream.concat(some(), some())))
        .isInstanceOf(InputException.class)
        .hasMessage("trial 1 of agent a on task x1 is there twice");
    assertThat(store.source("one").orElseThrow().digest()).isEqualTo("d1");
    assertThat(cells(store, "one")).hasSize(3);
  }

  @Test
  void many_rows_come_in_whole() {
    Store store = store();
    Stream<TrialRow> rows =
        IntStream.range(0, 12_345)
            .mapToObj(i -> row("agent-" + i % 3, "t" + i / 30, i % 30 / 3, State.FAILED, 0));
    store.put("many", "csv", "d", rows);
    assertThat(cells(store, "many").stream().mapToInt(TrialCell::trials).sum()).isEqualTo(12_345);
    assertThat(store.trials("many", "agent-1")).hasSize(4115);
  }

  @Test
  void a_source_that_is_not_there_is_named_with_those_that_are() {
    Store store = store();
    store.put("one", "csv", "d1", some());
    assertThatThrownBy(() -> store.agents("eins"))
        .isInstanceOf(InputException.class)
        .hasMessage("there is no source eins in the store; there are one");
  }
}
