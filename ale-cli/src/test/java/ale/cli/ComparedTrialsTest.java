package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ale.core.InputException;
import ale.stats.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparedTrialsTest {
  @TempDir Path runs;

  private ComparedTrials compared(Optional<String> source) throws IOException {
    Results results = Results.at(runs);
    // Two versions of one exam; in the new one b passes two tasks more and loses one to a fault.
    StringBuilder then = new StringBuilder("agent,task,family,trial,passed,track,twin\n");
    StringBuilder now = new StringBuilder(then);
    for (int t = 0; t < 10; t++) {
      for (String agent : new String[] {"a", "b"}) {
        boolean passed = agent.equals("a") ? t < 6 : t < 4;
        String track = t < 5 ? "open" : "licensed";
        then.append(line(agent, t, Boolean.toString(passed), track));
        boolean better = agent.equals("b") ? t < 6 : passed;
        now.append(
            line(
                agent,
                t,
                agent.equals("b") && t == 9 ? "unscored" : Boolean.toString(better),
                track));
      }
    }
    results.load(Files.writeString(runs.resolve("then.csv"), then), "v1");
    results.load(Files.writeString(runs.resolve("now.csv"), now), "v2");
    return new ComparedTrials(results.store(), source);
  }

  /** Tasks 0 to 4 are the open twins of 5 to 9. */
  private static String line(String agent, int task, String passed, String track) {
    return "%s,t%d,f%d,1,%s,%s,job-%d%n"
        .formatted(agent, task, task, passed, track, task % 5)
        .replace("\r", "");
  }

  @Test
  void two_agents_of_one_source_are_paired_by_task() throws IOException {
    Comparison found = compared(Optional.of("v1")).tasks("a", "b");
    assertThat(found.n()).isEqualTo(10);
    assertThat(found.difference()).isCloseTo(-0.2, within(1e-12));
    assertThat(found.onlyA()).isEqualTo(2);
    assertThat(found.pAnytime()).isGreaterThanOrEqualTo(found.pMcnemar());
  }

  @Test
  void one_agent_is_compared_with_itself_in_another_run_or_version() throws IOException {
    Comparison found = compared(Optional.empty()).tasks("v1/b", "v2/b");
    assertThat(found.n()).as("the unscored one is in no pair").isEqualTo(9);
    assertThat(found.difference()).isCloseTo(2 / 9.0, within(1e-12));
    assertThat(found.bounds().low()).isCloseTo(0.2, within(1e-12));
    assertThat(found.bounds().high()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void an_agent_on_open_tasks_is_compared_with_itself_on_their_licensed_twins() throws IOException {
    Comparison found = compared(Optional.of("v1")).tracks("a", "a");
    // Open t0 to t4 all passed; of the licensed t5 to t9 only t5.
    assertThat(found.n()).isEqualTo(5);
    assertThat(found.difference()).isCloseTo(-0.8, within(1e-12));
    assertThat(found.sentence()).startsWith("a (licensed) passes 80.0 points fewer than a (open)");
  }

  @Test
  void what_cannot_be_compared_says_why() throws IOException {
    ComparedTrials compared = compared(Optional.of("v1"));
    assertThatThrownBy(() -> compared.tasks("a", "a"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("with itself");
    assertThatThrownBy(() -> compared.tasks("a", "nobody"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no agent nobody in v1");
  }
}
