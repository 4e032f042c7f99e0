package ale.runner.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoorkeeperTest {
  private final FakeMachine machine = new FakeMachine(4, 16);
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path state;

  private Doorkeeper doorkeeper() {
    return new Doorkeeper(machine, Settings.in(state), state, (InstantSource) () -> now);
  }

  private static Demand demand(double cpus, long memory) {
    return new Demand(cpus, memory, 100, 1, Map.of(), Map.of());
  }

  private static Ledger.Reservation admitted(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    return ((Verdict.Admitted) verdict).reservation();
  }

  private static String wait(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Wait.class);
    return verdict.why().orElseThrow();
  }

  @Test
  void lets_in_as_many_as_the_processors_bear_and_the_next_when_one_is_over() {
    Doorkeeper door = doorkeeper();
    Ledger.Reservation first = admitted(door.ask("run", "a", demand(2, 1000)));
    admitted(door.ask("run", "b", demand(2, 1000)));
    assertThat(wait(door.ask("run", "c", demand(2, 1000)))).startsWith("processors: it needs 2.0");
    door.giveBack(first);
    admitted(door.ask("run", "c", demand(2, 1000)));
  }

  @Test
  void memory_is_what_is_promised_and_what_is_really_there() {
    Doorkeeper door = doorkeeper();
    admitted(door.ask("run", "a", demand(0, 10_000)));
    assertThat(wait(door.ask("run", "b", demand(0, 8000))))
        .startsWith("memory: it needs 7.8 GB, and of 16.0 GB there are 5.7 GB free");
    now = now.plusSeconds(60);
    machine.memory(2000, 0);
    assertThat(wait(door.ask("run", "b", demand(0, 4000)))).startsWith("memory:");
    machine.memory(6000, 0);
    admitted(door.ask("run", "b", demand(0, 4000)));
  }

  @Test
  void what_was_just_given_is_not_given_again_though_it_still_looks_free() {
    Doorkeeper door = doorkeeper();
    machine.memory(6000, 0);
    admitted(door.ask("run", "a", demand(0, 4000)));
    assertThat(wait(door.ask("run", "b", demand(0, 4000)))).startsWith("memory:");
    now = now.plusSeconds(30);
    admitted(door.ask("run", "b", demand(0, 4000)));
  }

  @Test
  void a_machine_whose_programs_wait_for_memory_takes_no_more() {
    machine.memory(12_000, 0.4);
    assertThat(wait(doorkeeper().ask("run", "a", demand(1, 1000))))
        .isEqualTo("memory: programs of this machine have waited for it 40% of the time");
  }

  @Test
  void a_busy_machine_takes_no_second_trial_and_always_a_first() {
    Doorkeeper door = doorkeeper();
    machine.load(100);
    admitted(door.ask("run", "a", demand(1, 1000)));
    assertThat(wait(door.ask("run", "b", demand(1, 1000)))).contains("load of this machine is 100");
  }

  @Test
  void a_full_disk_stops_what_is_new() {
    machine.disk(550);
    assertThat(wait(doorkeeper().ask("run", "a", demand(1, 1000)))).contains("ale runs rm");
  }

  @Test
  void what_can_never_be_had_is_told_at_once() {
    Verdict verdict = doorkeeper().ask("run", "a", demand(1, 64 * 1024));
    assertThat(verdict).isInstanceOf(Verdict.Never.class);
    assertThat(verdict.why())
        .contains(
            "it needs 64.0 GB of memory, and this machine has 16.0 GB; run it on a larger one");
  }

  @Test
  void licences_and_models_are_counted_as_the_settings_say() throws Exception {
    Files.writeString(
        state.resolve("admission.json"),
        "{\"licences\": {\"cad\": 1}, \"models\": {\"opus\": 1}, \"memory_reserve_mb\": 100}");
    Doorkeeper door = doorkeeper();
    Demand cad = new Demand(1, 100, 1, 1, Map.of("cad", 1), Map.of());
    Demand opus = new Demand(1, 100, 1, 1, Map.of(), Map.of("opus", 1));
    Demand free = new Demand(1, 100, 1, 1, Map.of(), Map.of("other", 1));
    Demand none = new Demand(1, 100, 1, 1, Map.of("unknown", 1), Map.of());
    admitted(door.ask("run", "a", cad));
    assertThat(wait(door.ask("run", "b", cad))).isEqualTo("a licence of cad: all 1 are in use");
    admitted(door.ask("run", "c", opus));
    assertThat(wait(door.ask("run", "d", opus))).isEqualTo("a place at opus: all 1 are in use");
    admitted(door.ask("run", "e", free));
    assertThat(door.ask("run", "f", none)).isInstanceOf(Verdict.Never.class);
  }

  @Test
  void of_two_runs_that_wait_the_one_with_fewer_under_way_is_next() {
    Doorkeeper door = doorkeeper();
    Ledger.Reservation first = admitted(door.ask("old", "1", demand(1, 100)));
    for (int i = 2; i <= 4; i++) {
      admitted(door.ask("old", Integer.toString(i), demand(1, 100)));
    }
    wait(door.ask("old", "5", demand(1, 100)));
    wait(door.ask("new", "1", demand(1, 100)));
    door.giveBack(first);
    assertThat(wait(door.ask("old", "5", demand(1, 100)))).contains("run new has fewer trials");
    admitted(door.ask("new", "1", demand(1, 100)));
  }

  @Test
  void a_run_that_is_not_heard_of_any_more_holds_nobody_back() {
    Doorkeeper door = doorkeeper();
    for (int i = 1; i <= 4; i++) {
      admitted(door.ask("old", Integer.toString(i), demand(0.5, 100)));
    }
    machine.memory(600, 0);
    now = now.plusSeconds(60);
    wait(door.ask("new", "1", demand(1, 1000)));
    machine.memory(9000, 0);
    wait(door.ask("old", "5", demand(0.5, 100)));
    now = now.plusSeconds(10);
    admitted(door.ask("old", "5", demand(0.5, 100)));
  }

  @Test
  void a_large_trial_that_waits_long_is_not_overtaken_for_ever() {
    Doorkeeper door = doorkeeper();
    Ledger.Reservation one = admitted(door.ask("small", "1", demand(1, 9000)));
    wait(door.ask("large", "1", demand(1, 14_000)));
    admitted(door.ask("small", "2", demand(1, 100)));
    for (int i = 0; i < 40; i++) {
      now = now.plusSeconds(4);
      wait(door.ask("large", "1", demand(1, 14_000)));
    }
    assertThat(wait(door.ask("small", "3", demand(1, 100)))).contains("run large has fewer");
    door.giveBack(one);
    admitted(door.ask("large", "1", demand(1, 14_000)));
  }

  @Test
  void estimates_follow_what_was_seen_within_what_is_declared() {
    Observed observed = new Observed(state);
    Demand declared = new Demand(1, 5120, 256, 1, Map.of(), Map.of());
    observed.add("sums ann", new Observed.Use(800, 0.2, 4));
    observed.add("sums ann", new Observed.Use(1000, 0.4, 4));
    assertThat(observed.estimate("sums ann", declared)).isEqualTo(declared);
    observed.add("sums ann", new Observed.Use(600, 0.3, 4));
    Demand estimate = observed.estimate("sums ann", declared);
    assertThat(estimate.memoryMegabytes()).isEqualTo(1250);
    assertThat(estimate.cpus()).isEqualTo(0.375, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(estimate.diskMegabytes()).isEqualTo(5);
    observed.add("sums ann", new Observed.Use(9000, 3, 4000));
    assertThat(observed.estimate("sums ann", declared).memoryMegabytes()).isEqualTo(5120);
    assertThat(observed.estimate("sums bob", declared)).isEqualTo(declared);
  }

  @Test
  void this_machine_can_be_read() {
    Machine.Reading here = Machine.here(state).read();
    assertThat(here.processors()).isPositive();
    assertThat(here.memoryMegabytes()).isGreaterThan(here.availableMegabytes());
    assertThat(here.memoryPressure()).isBetween(0.0, 1.0);
    assertThat(here.diskFreeMegabytes()).isPositive();
  }
}
