package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrackTwinsTest {
  private final Trials.Builder trials = Trials.builder();
  private final Traits traits = new Traits();

  private void job(String job, boolean open, boolean licensed) {
    for (String track : List.of("open", "licensed")) {
      String task = job + "-" + track;
      traits.add(task, "track", track);
      traits.add(task, Traits.TWIN, job);
      trials.add("a", task, "f-" + job, 1, 0.5, track.equals("open") ? open : licensed);
    }
  }

  @Test
  void each_job_counts_once_and_only_if_both_of_its_twins_were_sat() {
    // Nine jobs: six passed on both, two on the open track only, one on the licensed one only.
    for (int i = 0; i < 9; i++) {
      job("j" + i, i < 8, i < 6 || i == 8);
    }
    traits.add("alone", "track", "open");
    trials.add("a", "alone", "g", 1, 1, true);
    traits.add("half-open", "track", "open");
    traits.add("half-open", Traits.TWIN, "half");
    trials.add("a", "half-open", "h", 1, 1, true);
    trials.add("b", "alone", "g", 1, 1, true);

    Board board = Board.of("r", trials.build(), traits, Map.of());

    assertThat(board.tracks()).hasSize(1);
    TrackTwins found = board.tracks().getFirst();
    assertThat(found.agent()).isEqualTo("a");
    assertThat(found.jobs()).isEqualTo(9);
    assertThat(found.open()).isCloseTo(8 / 9.0, within(1e-12));
    assertThat(found.licensed()).isCloseTo(7 / 9.0, within(1e-12));
    assertThat(found.difference()).isCloseTo(-1 / 9.0, within(1e-12));
    // Three signs, sum -1: of eight patterns only the two with all signs alike are more extreme
    // and the others equal it, so all count.
    assertThat(found.p()).isEqualTo(1);
    assertThat(found.interval().low()).isLessThan(found.difference());
    assertThat(found.sentence()).startsWith("a passes 11.1 points fewer on the licensed twins");
    assertThat(board.rows().getFirst().splits()).containsOnlyKeys("track");
  }

  @Test
  void a_board_without_twins_says_nothing_of_them() {
    traits.add("t", "track", "open");
    trials.add("a", "t", "f", 1, 1, true);
    assertThat(Board.of("r", trials.build(), traits, Map.of()).tracks()).isEmpty();
  }
}
