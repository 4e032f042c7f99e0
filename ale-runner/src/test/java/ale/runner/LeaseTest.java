package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
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

  /** Another process that looks again and again who has the lease, until it is ended. */
  public static final class Onlooker {
    public static void main(String[] folder) throws Exception {
      for (long look = 0; ; look++) {
        Lease.holder(Path.of(folder[0]));
        if (look == 0) {
          System.out.println("looking");
        }
        Thread.sleep(1);
      }
    }
  }

  @Test
  void who_only_looks_keeps_nobody_from_taking_it() throws Exception {
    Lease.take(folder, CLOCK).close();
    Process onlooker = other(Onlooker.class);
    Thread here =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                Lease.holder(folder);
              }
            });
    try (BufferedReader said = onlooker.inputReader()) {
      assertThat(said.readLine()).isEqualTo("looking");
      for (int i = 0; i < 150; i++) {
        try (Lease lease = Lease.take(folder, CLOCK)) {
          assertThat(lease).isNotNull();
          assertThat(onlooker.isAlive()).isTrue();
        }
      }
    } finally {
      here.interrupt();
      here.join();
      onlooker.destroyForcibly();
    }
  }

  private Process other(Class<?> main) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
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
    Process other = other(Other.class);
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
