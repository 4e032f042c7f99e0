package ale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A Harbor task written by hand, as small as one can be. */
final class TinyTask {
  private final Path folder;

  private TinyTask(Path folder) {
    this.folder = folder;
  }

  /** A task whose oracle writes 42 into {@code output/a.txt} and whose grader wants just that. */
  static TinyTask in(Path folder) throws IOException {
    TinyTask task = new TinyTask(folder);
    task.settings("ale/workstation", 20, 20)
        .file("instruction.md", "# Tiny\n\nWrite 42 into `output/a.txt`.\n")
        .file("environment/in.txt", "what is six times seven?\n")
        .file("solution/solve.sh", "#!/bin/sh\nmkdir -p output\necho 42 > output/a.txt\n")
        .grader(
            "[ \"$(cat /home/agent/work/output/a.txt)\" = 42 ] && r=1 || r=0\necho $r > /logs/verifier/reward.txt");
    return task;
  }

  /** Another image, or other times for agent and grader. */
  TinyTask settings(String image, int agentSeconds, int graderSeconds) throws IOException {
    return file(
        "task.toml",
        """
        schema_version = "1.4"
        artifacts = ["/home/agent/work/output"]
        [task]
        name = "test/tiny"
        [agent]
        timeout_sec = %d.0
        [environment]
        docker_image = "%s"
        network_mode = "no-network"
        memory_mb = 512
        storage_mb = 64
        [verifier]
        timeout_sec = %d.0
        environment_mode = "separate"
        """
            .formatted(agentSeconds, image, graderSeconds));
  }

  TinyTask file(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
    return this;
  }

  TinyTask grader(String script) throws IOException {
    return file("tests/test.sh", "#!/bin/sh\n" + script + "\n");
  }

  Path folder() {
    return folder;
  }
}
