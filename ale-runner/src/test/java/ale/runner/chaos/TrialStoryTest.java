package ale.runner.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of a trial is what its journal says. */
final class TrialStoryTest {
  @TempDir Path trial;

  private TrialStory story(String... lines) throws IOException {
    Files.write(trial.resolve("journal.jsonl"), List.of(lines));
    return TrialStory.of(trial);
  }

  private static String line(int attempt, String phase, String mark) {
    return "{\"attempt\":%d,\"phase\":\"%s\",\"mark\":\"%s\",\"data\":{\"sandbox\":\"s%d\"}}"
        .formatted(attempt, phase, mark, attempt);
  }

  @Test
  void work_that_another_controller_goes_on_with_is_not_redone() throws IOException {
    TrialStory story =
        story(
            line(1, "boot", "begin"),
            line(1, "boot", "end"),
            line(1, "work", "begin"),
            line(1, "work", "resume"),
            line(1, "work", "end"));
    assertThat(story.redone()).isZero();
    assertThat(story.worked()).isEqualTo(1);
    assertThat(story.in(Phase.WORK)).isFalse();
  }

  @Test
  void phases_that_are_begun_again_and_work_that_ends_twice_are_seen() throws IOException {
    TrialStory story =
        story(
            line(1, "boot", "begin"),
            line(1, "boot", "end"),
            line(1, "work", "begin"),
            line(1, "work", "end"),
            line(2, "boot", "begin"),
            line(2, "boot", "begin"),
            line(2, "boot", "end"),
            line(2, "work", "begin"),
            line(2, "work", "end"),
            line(2, "grade", "begin"));
    assertThat(story.redone()).isEqualTo(3);
    assertThat(story.worked()).isEqualTo(2);
    assertThat(story.in(Phase.GRADE)).isTrue();
    assertThat(story.sandbox()).contains("s2");
  }

  @Test
  void a_trial_that_has_not_begun_or_is_just_written_has_a_story() throws IOException {
    assertThat(TrialStory.of(trial).in(Phase.BOOT)).isFalse();
    TrialStory story = story(line(1, "boot", "begin"), "{\"attempt\":1,\"ph");
    assertThat(story.in(Phase.BOOT)).isTrue();
    assertThat(story.sandbox()).isEmpty();
  }
}
