package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Outcome;
import ale.engine.slurm.SlurmLab;
import ale.runner.RunFolder;
import ale.runner.Seal;
import ale.runner.TrialOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with real sandboxes on a real Slurm. */
final class SlurmIT {
  private static final String KEY = "sk-that-nobody-may-read";

  @TempDir Path folder;

  @Test
  void trials_run_on_the_nodes_with_real_sandboxes_and_no_key_is_written_down() throws Exception {
    // Sandboxes run as users of their own, who must be able to walk to their folders.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Lab.machinery(); // the image is there before jobs need it
    Path task =
        TinyTask.in(folder.resolve("tiny"))
            .file("solution/solve.sh", "mkdir -p output; echo 42 > output/a.txt\n")
            .folder();
    try (SlurmLab cluster = SlurmLab.start()) {
      Process ale = ale(cluster.environment(), task);
      assertThat(ale.waitFor()).as(said()).isZero();
    }
    Path place;
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      place = runs.filter(f -> Files.exists(f.resolve("run.json"))).findFirst().orElseThrow();
    }
    RunFolder run = RunFolder.open(folder.resolve("runs"), place.toString());
    assertThat(run.outcomes())
        .hasSize(4)
        .allSatisfy(o -> assertThat(o.outcome()).isEqualTo(new Outcome.Scored(1, true)));
    assertThat(run.outcomes().stream().map(TrialOutcome::trial).map(run::trial).map(Seal::verify))
        .allSatisfy(wrong -> assertThat(wrong).isEmpty());
    Path array = place.resolve("engine/slurm/1");
    assertThat(Files.readAllLines(array.resolve("trials.txt"))).hasSize(4);
    for (int index = 0; index < 4; index++) {
      assertThat(Files.readString(array.resolve(index + ".node")).strip()).isIn(SlurmLab.NODES);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(KEY);
      }
    }
  }

  private Process ale(Map<String, String> cluster, Path task) throws IOException {
    Places places = Places.standard();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dale.home=" + places.home(),
                "-Dale.jars=" + places.jars(),
                "-cp",
                places.jars() + "/*",
                "ale.cli.Main",
                "run",
                "--agent",
                "oracle",
                "--tasks",
                task.toString(),
                "--repeat",
                "4",
                "--jobs",
                "3",
                "--engine",
                "slurm",
                "--engine-option",
                "look=0.5"));
    builder.environment().putAll(cluster);
    builder.environment().put("ANTHROPIC_API_KEY", KEY);
    builder.environment().put("ALE_RUNS", folder.resolve("runs").toString());
    builder.environment().put("ALE_STATE", folder.resolve("state").toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    return builder.start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}
