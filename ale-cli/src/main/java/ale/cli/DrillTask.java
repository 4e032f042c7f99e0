package ale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Tasks that test the machinery and no agent: as small as a task can be, with an oracle. */
final class DrillTask {
  static final String IMAGE = "minimal";

  private DrillTask() {}

  /**
   * Writes one.
   *
   * @param work seconds that its oracle works, a decimal number
   * @param grading seconds that its grader works, a decimal number
   * @param limit seconds that an agent may work
   */
  static Path write(Path folder, String name, String work, String grading, int limit)
      throws IOException {
    Path task = folder.resolve(name);
    Map<String, String> files =
        Map.of(
            "task.toml",
            """
            schema_version = "1.4"
            artifacts = ["/home/agent/work/output"]
            [task]
            name = "drill/%s"
            [agent]
            timeout_sec = %d.0
            [environment]
            docker_image = "ale/%s"
            network_mode = "no-network"
            cpus = 1
            memory_mb = 512
            storage_mb = 64
            [verifier]
            timeout_sec = 60.0
            environment_mode = "separate"
            """
                .formatted(name, limit, IMAGE),
            "instruction.md",
            "# Drill\n\nAdd the numbers in `numbers.txt` and write the sum into"
                + " `output/sum.txt`.\n",
            "environment/numbers.txt",
            "19\n23\n",
            "solution/solve.sh",
            "#!/bin/sh\nset -e\nsleep "
                + work
                + "\nmkdir -p output\necho $((19 + 23)) > output/sum.txt\n",
            "tests/test.sh",
            """
            #!/bin/sh
            sleep %s
            [ "$(cat /home/agent/work/output/sum.txt)" = 42 ] && r=1 || r=0
            echo $r > /logs/verifier/reward.txt
            """
                .formatted(grading));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path at = task.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(at.getParent()));
      Files.writeString(at, file.getValue());
    }
    return task;
  }
}
