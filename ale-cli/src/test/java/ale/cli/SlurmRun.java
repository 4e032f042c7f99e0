package ale.cli;

import ale.engine.slurm.SlurmLab;
import ale.runner.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs with real sandboxes on a real Slurm, and what they leave on disk. */
abstract class SlurmRun {
  @TempDir Path folder;

  @BeforeEach
  final void prepare() throws IOException {
    // Sandboxes run as users of their own, who must be able to walk to their folders.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Lab.machinery(); // the image is there before jobs need it
  }

  /** Starts a run on the cluster, in a process of its own. */
  final Process ale(
      SlurmLab cluster, Map<String, String> keys, List<String> agents, List<String> asked)
      throws IOException {
    Places places = Places.standard();
    List<String> command =
        new ArrayList<>(
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
                "--engine",
                "slurm",
                "--engine-option",
                "look=0.5",
                "--agent"));
    command.addAll(agents);
    command.addAll(asked);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(cluster.environment());
    builder.environment().putAll(keys);
    builder.environment().put("ALE_RUNS", folder.resolve("runs").toString());
    builder.environment().put("ALE_STATE", folder.resolve("state").toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log").toFile());
    return builder.start();
  }

  final String said() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** The one run that there is. */
  final RunFolder run() throws IOException {
    Path runs = folder.resolve("runs");
    try (Stream<Path> all = Files.list(runs)) {
      Path place = all.filter(f -> Files.exists(f.resolve("run.json"))).findFirst().orElseThrow();
      return RunFolder.open(runs, place.toString());
    }
  }
}
