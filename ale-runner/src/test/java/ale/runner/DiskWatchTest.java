package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskWatchTest {
  private static final double MORE_THAN_THERE_IS = 1e9;

  @TempDir Path folder;

  private DiskWatch watch(double warn, double floor) {
    return DiskWatch.over(Map.of("runs", folder.resolve("not/yet/there")), warn, floor);
  }

  @Test
  void enough_disk_is_no_reason_to_say_anything() {
    assertThat(watch(0, 0).warning()).isEmpty();
    assertThat(watch(0, 0).objection()).isEmpty();
    assertThat(DiskWatch.none().objection()).isEmpty();
  }

  @Test
  void little_disk_is_said_and_stops_nothing() {
    assertThat(watch(MORE_THAN_THERE_IS, 0).warning())
        .hasValueSatisfying(w -> assertThat(w).contains("the disk of runs (" + folder, "GB free"));
    assertThat(watch(MORE_THAN_THERE_IS, 0).objection()).isEmpty();
  }

  @Test
  void no_trial_begins_below_the_floor() {
    assertThat(watch(MORE_THAN_THERE_IS, MORE_THAN_THERE_IS).objection())
        .hasValueSatisfying(
            o -> assertThat(o).contains("no new trial begins below 1000000000.00 GB"));
  }
}
