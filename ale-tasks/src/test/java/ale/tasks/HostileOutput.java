package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home that an agent filled, whose files must be refused soon and in words. */
abstract class HostileOutput {
  static final Duration SOON = Duration.ofSeconds(15);

  @TempDir Path root;
  Submission submission = new Submission(Path.of("/"), Path.of("/"), "");

  @BeforeEach
  void deliver_nothing() {
    submission = new Submission(root, root.resolve("tests"), "");
  }

  String deliver(String name, byte[] content) throws IOException {
    Path file = root.resolve("home/agent/work/output").resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, content);
    return "output/" + name;
  }

  String deliver(String name, String content) throws IOException {
    return deliver(name, content.getBytes(StandardCharsets.UTF_8));
  }

  void refuses(String path, Function<String, ?> reader, String says) {
    Instant start = Instant.now();
    assertThatThrownBy(() -> reader.apply(path))
        .isInstanceOf(UnreadableOutput.class)
        .hasMessageContaining(path)
        .hasMessageContaining(says);
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
  }

  interface OutputWriter {
    void write(OutputStream out) throws IOException;
  }

  static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < megabytes; i++) {
      out.write(zeros);
    }
  }
}
