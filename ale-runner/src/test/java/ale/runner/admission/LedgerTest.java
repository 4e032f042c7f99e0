package ale.runner.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final Demand HALF = new Demand(2, 100, 1, 1, Map.of(), Map.of());

  @TempDir Path state;

  /** A controller of another run, which takes two places of four, says so, and waits. */
  public static final class Other {
    public static void main(String[] arguments) throws Exception {
      Doorkeeper door =
          new Doorkeeper(new FakeMachine(4, 16), Settings.STANDARD, Path.of(arguments[0]), CLOCK);
      System.out.println(door.ask("other", "1", HALF).why().orElse("admitted"));
      Thread.sleep(60_000);
    }
  }

  @Test
  void two_controllers_share_a_machine_and_a_dead_one_has_nothing_of_it() throws Exception {
    Doorkeeper mine = new Doorkeeper(new FakeMachine(4, 16), Settings.STANDARD, state, CLOCK);
    assertThat(mine.ask("mine", "1", HALF)).isInstanceOf(Verdict.Admitted.class);
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.readLine()).isEqualTo("admitted");
      assertThat(mine.ask("mine", "2", HALF).why())
          .hasValueSatisfying(why -> assertThat(why).contains("2 other trials have 4.0 of 4"));
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(mine.ask("mine", "2", HALF)).isInstanceOf(Verdict.Admitted.class);
  }
}
