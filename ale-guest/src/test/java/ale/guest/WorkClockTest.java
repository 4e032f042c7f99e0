package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WorkClockTest {
  @Test
  void stands_still_until_the_last_of_those_who_hold_it_lets_go() throws Exception {
    WorkClock clock = new WorkClock();
    clock.hold();
    clock.hold();
    long held = clock.nanos();
    long real = System.nanoTime();
    Thread.sleep(Duration.ofMillis(20));
    clock.release();
    assertThat(clock.held()).isTrue();
    assertThat(clock.nanos()).isEqualTo(held);
    clock.release();
    long stood = System.nanoTime() - real;
    assertThat(clock.held()).isFalse();
    assertThat(clock.stoodMillis()).isGreaterThanOrEqualTo(20);
    assertThat(clock.nanos() - held).isLessThan(stood);
    clock.release();
    assertThat(clock.held()).isFalse();
  }

  @Test
  void a_program_has_the_whole_of_its_time() throws Exception {
    Process quick = new ProcessBuilder("true").start();
    assertThat(Patience.ended(quick, Duration.ofSeconds(30))).isTrue();
    Process slow = new ProcessBuilder("sleep", "60").start();
    try {
      long start = System.nanoTime();
      assertThat(Patience.ended(slow, Duration.ofMillis(1200))).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(Duration.ofMillis(1199));
    } finally {
      slow.destroyForcibly().waitFor();
    }
  }
}
