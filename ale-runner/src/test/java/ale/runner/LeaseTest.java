package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  @TempDir Path folder;

  /** Another process that takes the lease, says so, and waits. */
  public static final class Other {
    public static void main(String[] folder) throws Exception {
      try (Lease lease = Lease.take(Path.of(folder[0]), CLOCK)) {
        System.out.println("taken " + (lease != null));
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void one_part_of_a_program_has_it_at_a_time() {
    try (Lease first = Lease.take(folder, CLOCK)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> Lease.take(folder, CLOCK))
          .isInstanceOf(Lease.Held.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("since 2026-11-22T10:00:00Z");
      assertThat(Lease.holder(folder)).isPresent();
    }
    assertThat(Lease.holder(folder)).isEmpty();
    try (Lease next = Lease.take(folder, CLOCK)) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void another_process_has_it_until_it_is_killed() throws Exception {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).startsWith("taken");
      assertThat(Lease.holder(folder)).map(Lease.Holder::process).contains(other.pid());
      assertThatThrownBy(() -> Lease.take(folder, CLOCK))
          .isInstanceOf(Lease.Held.class)
          .hasMessageContaining("process " + other.pid());
      assertThat(Lease.holder(folder)).as("looking takes nothing away").isPresent();
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Lease.holder(folder)).isEmpty();
    try (Lease next = Lease.take(folder, CLOCK)) {
      assertThat(next).isNotNull();
    }
  }
}
