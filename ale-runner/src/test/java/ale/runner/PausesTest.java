package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import ale.runner.Pauses.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PausesTest {
  private static final String BOOT = Moment.now().boot();
  private static final long NOW = Moment.now().millis();

  @TempDir Path trial;

  private static Change change(String boot, long before, boolean still) {
    return new Change(Instant.EPOCH, new Moment(boot, NOW - before), still);
  }

  private Pauses pauses(Change... changes) throws Exception {
    Files.writeString(
        trial.resolve("pauses.jsonl"),
        Arrays.stream(changes).map(c -> Json.line(c) + "\n").collect(Collectors.joining())
            + "{\"at\":\"20");
    return Pauses.of(trial);
  }

  @Test
  void only_what_lies_after_the_beginning_and_on_this_start_of_the_machine_counts()
      throws Exception {
    Pauses pauses =
        pauses(
            change("another", 9000, true),
            change("another", 8000, false),
            change(BOOT, 7000, true),
            change(BOOT, 5000, false),
            change(BOOT, 3000, true),
            change(BOOT, 2000, false));
    assertThat(pauses.since(new Moment(BOOT, NOW - 6000))).hasMillis(2000);
    assertThat(pauses.since(new Moment(BOOT, NOW - 2500))).hasMillis(500);
    assertThat(pauses.since(new Moment(BOOT, NOW))).isZero();
  }

  @Test
  void a_pause_that_lasts_counts_until_now_also_when_two_controllers_began_it() throws Exception {
    Pauses pauses = pauses(change(BOOT, 4000, true), change(BOOT, 1000, true));
    assertThat(pauses.since(new Moment(BOOT, NOW - 3000)).toMillis()).isBetween(3000L, 60_000L);
  }

  @Test
  void a_trial_that_never_stood_still_has_none() {
    assertThat(Pauses.of(trial).since(Moment.now())).isZero();
  }
}
