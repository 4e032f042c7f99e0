package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.stats.Item;
import ale.stats.PoolDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ItemsCommandTest {
  @TempDir Path runs;

  /**
   * Twelve agents of rising ability on ten families. Of family 0 the public instances have leaked;
   * the grader of family 1 is broken and passes who is worse.
   */
  private Results odd() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder csv = new StringBuilder("agent,task,family,trial,passed,pool\n");
    for (int agent = 0; agent < 12; agent++) {
      double ability = agent / 4.0 - 1.4;
      for (int task = 0; task < 200; task++) {
        int family = task % 10;
        boolean open = task % 20 < 10;
        double logit = 1.3 * ability + (family - 5) / 4.0;
        logit = family == 0 && open ? logit + 3 : family == 1 ? -logit : logit;
        boolean passed = random.nextDouble() < 1 / (1 + Math.exp(-logit));
        csv.append(
            "a%d,t%d,f%d,1,%s,%s\n"
                .formatted(agent, task, family, passed, open ? "public" : "private"));
      }
    }
    Results results = Results.at(runs);
    results.load(Files.writeString(runs.resolve("odd.csv"), csv), "odd");
    return results;
  }

  @Test
  void a_broken_grader_and_a_leaked_pool_stand_out() throws IOException {
    ItemsCommand.Report report = ItemsCommand.report(odd(), Optional.of("odd"));
    assertThat(report.agents()).hasSize(12);
    assertThat(report.trials()).isEqualTo(2400);
    assertThat(report.items())
        .hasSize(10)
        .filteredOn(Item::negative)
        .extracting(Item::name)
        .containsExactly("f1");
    assertThat(report.pools())
        .hasSize(10)
        .filteredOn(p -> p.corrected() < 0.01)
        .singleElement()
        .satisfies(p -> assertThat(p.shift()).isBetween(2.0, 4.5))
        .extracting(PoolDifference::family)
        .isEqualTo("f0");
  }

  @Test
  void a_single_agent_says_nothing_of_items() throws IOException {
    Results results = Results.at(runs);
    results.load(
        Files.writeString(runs.resolve("one.csv"), "agent,task,trial,passed\na,t,1,true\n"), "one");
    assertThatThrownBy(() -> ItemsCommand.report(results, Optional.of("one")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there are 1");
  }
}
