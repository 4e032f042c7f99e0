package ale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A task folder written from the page of Harbor's format: its oracle writes an answer to {@code
 * /app}, its tests look at that, and everything else is what a test is about.
 */
final class HarborTask {
  static final String IMAGE = "ubuntu:24.04";
  private static final String COMPUTER =
      """
      [environment]
      docker_image = "ubuntu:24.04"
      network_mode = "no-network"
      workdir = "/app"
      memory_mb = 384
      storage_mb = 64
      """;

  private final Path folder;

  private HarborTask(Path folder) {
    this.folder = folder;
  }

  /** A task in one step. */
  static HarborTask in(Path tasks, String name) throws IOException {
    HarborTask task = new HarborTask(tasks.resolve(name));
    return task.toml("")
        .file("instruction.md", "Write 42 into `/app/answer`.\n")
        .solve("echo 42 > /app/answer")
        .test("[ \"$(cat /app/answer)\" = 42 ]");
  }

  /** A task in several steps, which are to be added. */
  static HarborTask steps(Path tasks, String name, String toml) throws IOException {
    return new HarborTask(tasks.resolve(name)).toml(toml);
  }

  /** The usual computer, and what else stands in task.toml; what is before it is at the root. */
  HarborTask toml(String more) throws IOException {
    return wholeToml(more + "\n" + COMPUTER);
  }

  HarborTask wholeToml(String text) throws IOException {
    return file("task.toml", text);
  }

  HarborTask solve(String script) throws IOException {
    return file("solution/solve.sh", "#!/bin/bash\nset -e\n" + script + "\n");
  }

  /** A grader that gives 1 if a condition holds, else 0. */
  HarborTask test(String condition) throws IOException {
    return file("tests/test.sh", tests(condition));
  }

  HarborTask step(String name, String solution, String condition) throws IOException {
    return file("steps/" + name + "/instruction.md", "Do " + name + ".\n")
        .file("steps/" + name + "/solution/solve.sh", "#!/bin/bash\nset -e\n" + solution + "\n")
        .file("steps/" + name + "/tests/test.sh", tests(condition));
  }

  private static String tests(String condition) {
    return """
    #!/bin/bash
    if %s; then reward=1; else reward=0; fi
    echo $reward > /logs/verifier/reward.txt
    exit 3
    """
        .formatted(condition);
  }

  HarborTask file(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, content);
    return this;
  }

  Path folder() {
    return folder;
  }
}
