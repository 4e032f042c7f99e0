package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.core.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The adaptive exam on agents of a matrix that was measured: TheAgentCompany (arXiv 2412.14161).
 * Where the facts are from stands beside them, in {@code the-agent-company.md}.
 */
final class AgentCompanyTest {
  private static final Outcome UNSCORED =
      new Outcome.Unscored(new Fault(FaultSource.GRADER, Phase.GRADE, "no result is published"));

  private static List<String> lines(String resource) throws IOException {
    try (var in = AgentCompanyTest.class.getResourceAsStream(resource)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Trials trials() throws IOException {
    Trials.Builder trials = Trials.builder();
    for (String line : lines("the-agent-company.csv")) {
      String[] c = line.split(",", -1);
      switch (c[3]) {
        case "true" -> trials.add(c[0], c[1], "", 1, 1, true);
        case "false" -> trials.add(c[0], c[1], "", 1, 0, false);
        case "unscored" -> trials.add(c[0], c[1], "", 1, UNSCORED);
        default -> assertThat(line).isEqualTo("agent,task,trial,passed");
      }
    }
    return trials.build();
  }

  @Test
  void each_agent_has_the_passes_that_its_source_states() throws IOException {
    Trials trials = trials();
    assertThat(trials.tasks()).hasSize(175);
    assertThat(trials.families()).isEqualTo(trials.tasks());
    assertThat(trials.size()).isEqualTo(15 * 175);
    List<String[]> stated =
        lines("the-agent-company.md").stream()
            .map(l -> l.split(" *\\| *", -1))
            .filter(c -> c.length > 5 && c[5].matches("[0-9]+"))
            .toList();
    assertThat(stated).extracting(c -> c[1]).containsExactlyInAnyOrderElementsOf(trials.agents());
    assertThat(stated)
        .allSatisfy(c -> {
          int a = trials.agent(c[1]);
          int passed =
              Arrays.stream(trials.allTasks()).map(t -> trials.passed(trials.cell(a, t))).sum();
          assertThat(passed).isEqualTo(Integer.parseInt(c[5]));
        });
  }

  @Test
  void an_agent_that_is_held_out_is_known_from_26_of_175_tasks() throws IOException {
    HeldOut found = HeldOut.of(trials(), 0.15, 0.02);
    assertThat(found.agents()).hasSize(15).allSatisfy(s -> assertThat(s.asked()).isBetween(8, 26));
    // Measured: 1.5 and 11.8 points, 14 of 15. Before the prior of the items was fitted with them:
    // 7.0 and 22.7 points, 10 of 15, and every estimate too high.
    assertThat(found.error(0.5)).isLessThan(0.025);
    assertThat(found.error(1)).isLessThan(0.14);
    assertThat(found.agents().stream().filter(HeldOut.Sitting::held)).hasSizeGreaterThan(12);
    assertThat(found.agents()).anyMatch(s -> s.estimate() < s.full());
  }
}
