package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ale.runner.Wishes.Kind;
import ale.runner.Wishes.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WishesTest {
  private static final String TRIAL = "ann--task--1";

  @TempDir Path run;

  private static Wish wish(Kind kind, boolean now) {
    return new Wish(kind, Instant.EPOCH, "ann", now);
  }

  @Test
  void a_run_about_which_nobody_said_anything_is_wanted_to_run() {
    Wishes wishes = Wishes.of(run);
    assertThat(wishes.toBegin(TRIAL).wish()).isEqualTo(Kind.RUN);
    assertThat(wishes.underWay(TRIAL).wish()).isEqualTo(Kind.RUN);
  }

  @Test
  void a_pause_of_a_run_holds_back_what_has_not_begun_and_leaves_the_rest_alone() {
    Wishes wishes = Wishes.of(run);
    wishes.run(wish(Kind.PAUSE, false));
    assertThat(wishes.toBegin(TRIAL).wish()).isEqualTo(Kind.PAUSE);
    assertThat(wishes.underWay(TRIAL).wish()).isEqualTo(Kind.RUN);
    wishes.run(wish(Kind.PAUSE, true));
    assertThat(wishes.underWay(TRIAL).wish()).isEqualTo(Kind.PAUSE);
  }

  @Test
  void a_cancelled_run_stops_every_trial_whatever_is_wanted_of_that_one() {
    Wishes wishes = Wishes.of(run);
    wishes.trial(TRIAL, wish(Kind.PAUSE, false));
    wishes.run(wish(Kind.CANCEL, false));
    assertThat(wishes.underWay(TRIAL).wish()).isEqualTo(Kind.CANCEL);
    assertThat(wishes.toBegin(TRIAL).wish()).isEqualTo(Kind.CANCEL);
  }

  @Test
  void a_trial_that_was_paused_or_cancelled_stays_so_when_the_run_goes_on() {
    Wishes wishes = Wishes.of(run);
    wishes.trial(TRIAL, wish(Kind.CANCEL, false));
    wishes.trial("ann--other--1", wish(Kind.PAUSE, false));
    wishes.run(wish(Kind.RUN, false));
    Wishes.All all = wishes.all();
    assertThat(all.underWay(TRIAL).wish()).isEqualTo(Kind.CANCEL);
    assertThat(all.underWay("ann--other--1").wish()).isEqualTo(Kind.PAUSE);
    assertThat(all.underWay("ann--third--1").wish()).isEqualTo(Kind.RUN);
  }

  @Test
  void to_start_a_run_again_takes_back_its_cancel_and_no_pause() {
    Wishes wishes = Wishes.of(run);
    wishes.run(wish(Kind.PAUSE, false));
    wishes.restart(Instant.EPOCH, "ann");
    assertThat(wishes.run().wish()).isEqualTo(Kind.PAUSE);
    wishes.run(wish(Kind.CANCEL, false));
    wishes.restart(Instant.EPOCH, "bob");
    assertThat(wishes.run().words()).isEqualTo("wanted to run by bob since 1970-01-01T00:00:00Z");
  }

  @Test
  void stands_in_the_file_as_documented() throws Exception {
    Wishes.of(run).run(wish(Kind.PAUSE, true));
    assertThat(Files.readString(run.resolve("control/run.json")).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"wish\":\"pause\",\"at\":\"1970-01-01T00:00:00Z\",\"by\":\"ann\",\"now\":true}");
  }
}
