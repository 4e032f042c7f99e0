package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a sandbox does to its neighbours and leaves behind: nothing. Ways out are escape probes. */
final class SealedRoomIT {
  private static final Duration PROMPT = Duration.ofSeconds(5);

  @Test
  void a_greedy_sandbox_suffers_alone() throws Exception {
    Path file = Files.writeString(Lab.temporary("host").resolve("file"), "as it was");
    try (Sandbox.Mortal greedy = Lab.open(new Resources(1, 512, 64, 96));
        Sandbox.Mortal neighbour = Lab.open()) {
      Thread greed =
          Thread.ofVirtual()
              .start(() ->
                  Lab.sh(
                      greedy,
                      """
                      for i in 1 2 3 4; do timeout 4 sh -c 'while :; do :; done' & done
                      dd if=/dev/zero of=/home/agent/big bs=1M count=200
                      python3 -c 'held = bytearray(900 << 20)'
                      for i in $(seq 200); do sleep 3 & done
                      """));
      int looks = 0;
      for (; greed.isAlive() || looks < 5; looks++) {
        long start = System.nanoTime();
        assertThat(Lab.sh(neighbour, "echo fine > own && cat own").text()).isEqualTo("fine\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
      }
      assertThat(greedy.kill().exhausted()).containsExactly("disk", "memory", "processes");
      assertThat(neighbour.kill().exhausted()).isEmpty();
    }
    assertThat(file).hasContent("as it was");
    Files.delete(file);
  }

  @Test
  void what_a_sandbox_logs_cannot_fill_the_disk_of_the_host() throws IOException {
    try (Sandbox.Mortal sandbox = Lab.open()) {
      Path log =
          Places.standard()
              .state()
              .resolve("sandboxes")
              .resolve(sandbox.id())
              .resolve("cells/main.log");
      assertThat(log).exists();
      assertThat(Files.getFileStore(log).getTotalSpace()).isLessThanOrEqualTo(16 << 20);
    }
  }

  @Test
  void closing_leaves_nothing() throws IOException {
    String id;
    try (Sandbox.Mortal gone = Lab.open()) {
      id = gone.id();
      assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).contains(id);
    }
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(id);
    assertThat(Places.standard().state().resolve("sandboxes").resolve(id)).doesNotExist();
    assertThat(Lab.machinery().provider().list()).noneMatch(s -> s.id().equals(id));
    for (String tree : new String[] {"", "memory", "cpu", "pids", "unified", "freezer"}) {
      assertThat(Path.of("/sys/fs/cgroup", tree, "ale", id)).doesNotExist();
    }
  }

  @Test
  void a_killed_sandbox_still_has_its_outputs_and_no_process() {
    try (Sandbox.Mortal ending = Lab.open()) {
      Lab.sh(
          ending,
          "mkdir output; echo done > output/a.txt; ln -s /etc/passwd output/link; mkfifo output/pipe");
      var death = ending.kill();
      assertThat(death.proven()).isTrue();
      assertThat(death.killed()).isPositive();
      var manifest =
          ending.collect(
              java.util.List.of(new Sandbox.Wanted("/home/agent/work/output", "main")),
              Lab.temporary("out"));
      assertThat(manifest.entries())
          .extracting(e -> e.source() + " " + e.status())
          .containsExactly(
              "/home/agent/work/output/a.txt ok",
              "/home/agent/work/output/link link",
              "/home/agent/work/output/pipe special");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_folder_that_became_a_link_is_not_followed() throws IOException {
    try (Sandbox.Mortal ending = Lab.open()) {
      Lab.sh(ending, "ln -s /etc output");
      ending.kill();
      var manifest =
          ending.collect(
              java.util.List.of(new Sandbox.Wanted("/home/agent/work/output/passwd", "main")),
              Lab.temporary("out"));
      assertThat(manifest.entries()).singleElement().extracting(e -> e.status()).isEqualTo("link");
      assertThat(manifest.bytes()).isZero();
    }
  }
}
