package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose sandbox it is, and whether anybody still needs it. */
final class LocalRecordTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;

  /** Process 1 did not start months after the machine, so this controller is gone. */
  private LocalRecord left() {
    return new LocalRecord(
        LocalRecord.FORMAT,
        "0123abcd",
        "workstation",
        NOW,
        new Controller(1, 1_000_000_000L),
        7,
        List.of("/layers/a"),
        false,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void one_whose_controller_is_gone_is_an_orphan_unless_it_was_kept() {
    assertThat(left().orphan(NOW)).isTrue();
    assertThat(left().keep().orphan(NOW)).isFalse();
    assertThat(left().taken().orphan(NOW)).as("in our own hands").isFalse();
  }

  @Test
  void a_claimed_one_waits_as_long_as_the_file_is_there_and_a_day_at_most() throws IOException {
    Path claim = Files.writeString(folder.resolve("sandbox.json"), "{}");
    LocalRecord claimed = left().claimed(claim);
    assertThat(claimed.waits(NOW)).isTrue();
    assertThat(claimed.orphan(NOW)).isFalse();
    LocalRecord seen = claimed.leftAt(NOW);
    assertThat(seen.waits(NOW.plus(Duration.ofHours(23)))).isTrue();
    assertThat(seen.waits(NOW.plus(Duration.ofHours(25)))).isFalse();
    assertThat(seen.orphan(NOW.plus(Duration.ofHours(25)))).isTrue();
    assertThat(seen.taken().left()).as("its next controller begins anew").isEmpty();
    Files.delete(claim);
    assertThat(claimed.orphan(NOW)).isTrue();
  }

  @Test
  void one_with_a_living_controller_waits_for_nobody() throws IOException {
    Path claim = Files.writeString(folder.resolve("sandbox.json"), "{}");
    assertThat(left().taken().claimed(claim).waits(NOW)).isFalse();
  }

  @Test
  void a_record_of_an_earlier_version_is_read_so_that_its_sandbox_can_be_removed()
      throws IOException {
    LocalPlaces places = new LocalPlaces(folder);
    String text =
        """
        {"format": "ale-sandbox-1", "id": "0123abcd", "image": "workstation",
         "opened": "2026-11-22T12:00:00Z", "controller": %d,
         "controllerStart": "2026-11-22T11:00:00Z", "slot": 7, "layers": ["/layers/a"],
         "kept": false}
        """;
    Files.writeString(places.record(), text.formatted(1));
    assertThat(LocalRecord.read(places)).get().matches(r -> !r.orphan(NOW) && r.slot() == 7);
    Files.writeString(places.record(), text.formatted(4_194_999));
    LocalRecord gone = LocalRecord.read(places).orElseThrow();
    assertThat(gone.orphan(NOW)).isTrue();
    gone.write(places);
    assertThat(LocalRecord.read(places)).contains(gone);
  }
}
