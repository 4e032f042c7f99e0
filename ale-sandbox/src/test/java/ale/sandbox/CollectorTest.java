package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent left instead of plain files is told, and never followed or taken. */
final class CollectorTest {
  private static final Sandbox.Wanted WANTED = new Sandbox.Wanted("/work", "main");

  @TempDir Path folder;
  private Path root = Path.of("");
  private Path into = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    root = folder.resolve("root");
    into = Files.createDirectories(folder.resolve("into"));
    Files.createDirectories(root.resolve("work"));
    Files.writeString(folder.resolve("secret"), "a secret of the host\n");
  }

  private Map<String, String> collected(Collector collector) {
    collector.take(root, WANTED);
    return collector.manifest().entries().stream()
        .collect(Collectors.toMap(Manifest.Entry::source, Manifest.Entry::status));
  }

  private void make(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void links_pipes_and_devices_are_named_and_left() throws Exception {
    Files.writeString(root.resolve("work/a.txt"), "42\n");
    Files.createSymbolicLink(root.resolve("work/link"), folder.resolve("secret"));
    Files.createSymbolicLink(root.resolve("work/folder"), folder);
    make("mkfifo", root.resolve("work/pipe").toString());
    make("mknod", root.resolve("work/device").toString(), "c", "1", "5");
    assertThat(collected(new Collector(into)))
        .isEqualTo(
            Map.of(
                "/work/a.txt", "ok",
                "/work/link", "link",
                "/work/folder", "link",
                "/work/pipe", "special",
                "/work/device", "special"));
    assertThat(into.resolve("work")).isDirectoryContaining(f -> f.endsWith("a.txt"));
    assertThat(into.resolve("work/link")).doesNotExist();
  }

  @Test
  void a_link_on_the_way_leads_nowhere() throws IOException {
    Files.delete(root.resolve("work"));
    Files.createSymbolicLink(root.resolve("work"), folder);
    assertThat(collected(new Collector(into))).isEqualTo(Map.of("/work", "link"));
    assertThat(into).isEmptyDirectory();
  }

  @Test
  void what_is_beyond_the_quota_is_named_and_the_rest_is_taken() throws IOException {
    Files.write(root.resolve("work/large"), new byte[1000]);
    Files.write(root.resolve("work/small"), new byte[10]);
    try (RandomAccessFile sparse = new RandomAccessFile(root.resolve("work/hole").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    Collector collector = new Collector(into, new Collector.Quota(100, 5));
    assertThat(collected(collector))
        .isEqualTo(
            Map.of("/work/large", "over-quota", "/work/hole", "over-quota", "/work/small", "ok"));
    assertThat(collector.manifest().refused()).isEqualTo(Map.of("over-quota", 2L));
  }

  @Test
  void no_more_files_than_the_quota_are_taken() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.writeString(root.resolve("work/" + i), "x");
    }
    assertThat(collected(new Collector(into, new Collector.Quota(100, 3))).values())
        .containsOnly("ok", "over-quota")
        .filteredOn(s -> s.equals("ok"))
        .hasSize(3);
  }

  @Test
  void a_file_that_changes_while_it_is_copied_is_named_and_not_taken() throws IOException {
    Files.writeString(root.resolve("work/growing"), "one");
    Collector.Copy interrupted =
        (from, to) -> {
          Files.copy(from, to);
          Files.writeString(from, "more", StandardOpenOption.APPEND);
        };
    assertThat(collected(new Collector(into, Collector.Quota.USUAL, interrupted)))
        .isEqualTo(Map.of("/work/growing", "changed"));
    assertThat(into.resolve("work/growing")).doesNotExist();
  }
}
