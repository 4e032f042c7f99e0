package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Outcome;
import ale.engine.slurm.SlurmLab;
import ale.runner.RunFolder;
import ale.runner.Seal;
import ale.runner.TrialOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Forty trials over four nodes, one of which is killed on the way. Not part of the suite: {@code
 * mvn verify -Dit.test=SlurmStudy}.
 */
final class SlurmStudy extends SlurmRun {
  private static final int TRIALS = 40;
  private static final int BEFORE = 10;

  @Test
  void forty_trials_have_one_outcome_each_though_a_node_is_killed() throws Exception {
    Instant began = Instant.now();
    String killed;
    try (SlurmLab cluster = SlurmLab.start()) {
      Process ale =
          ale(
              cluster,
              Map.of(),
              List.of("oracle", "noop"),
              List.of(
                  "--tasks",
                  "privilege-review",
                  "trial-analysis",
                  "--seed",
                  "1..5",
                  "--repeat",
                  "2",
                  "--jobs",
                  "4"));
      Optional<String> victim = Optional.empty();
      while (victim.isEmpty()) {
        assertThat(ale.isAlive()).as(said()).isTrue();
        TimeUnit.MILLISECONDS.sleep(100);
        victim = named("outcome.json") >= BEFORE ? busy(cluster) : Optional.empty();
      }
      killed = victim.get();
      cluster.kill(killed);
      assertThat(ale.waitFor()).as(said()).isZero();
    }
    RunFolder run = run();
    List<TrialOutcome> outcomes = run.outcomes();
    assertThat(outcomes).hasSize(TRIALS).extracting(TrialOutcome::trial).doesNotHaveDuplicates();
    assertThat(outcomes)
        .allSatisfy(o ->
            assertThat(o.outcome())
                .as(o.trial())
                .isEqualTo(
                    o.trial().startsWith("oracle")
                        ? new Outcome.Scored(1, true)
                        : new Outcome.Scored(0, false)));
    assertThat(outcomes).allSatisfy(o -> assertThat(Seal.verify(run.trial(o.trial()))).isEmpty());
    Map<String, Integer> nodes = new TreeMap<>();
    for (Path node : files(run.path(), ".node")) {
      nodes.merge(Files.readString(node).strip(), 1, Integer::sum);
    }
    List<Path> lost = files(run.path(), ".lost");
    assertThat(lost).as("what ran on %s", killed).isNotEmpty();
    System.out.printf(
        Locale.ROOT,
        "%d outcomes in %d s; begun on %s; %s killed; lost and begun again: %d%n",
        outcomes.size(),
        Duration.between(began, Instant.now()).toSeconds(),
        nodes,
        killed,
        lost.size());
  }

  private long named(String name) throws IOException {
    Path runs = folder.resolve("runs");
    return Files.isDirectory(runs) ? files(runs, name).size() : 0;
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    ProcessBuilder find = new ProcessBuilder("find", folder.toString(), "-name", "*" + end);
    find.redirectError(ProcessBuilder.Redirect.DISCARD); // files that vanish meanwhile
    Process process = find.start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines.map(Path::of).toList();
    }
  }

  /** A node on which something runs. */
  private static Optional<String> busy(SlurmLab cluster) {
    return cluster.said("squeue", "-h", "-t", "R", "-o", "%N").lines().findFirst();
  }
}
