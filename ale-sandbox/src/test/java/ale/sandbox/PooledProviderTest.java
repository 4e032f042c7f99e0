package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ale.guest.GuestClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PooledProviderTest {
  private static final SandboxSpec SPEC =
      SandboxSpec.of(
          new Image("i", "0", List.of(Path.of("/none"))),
          Resources.of(1, 64, 16),
          SandboxSpec.Tools.GUEST);

  private final BlockingQueue<Computer> opened = new LinkedBlockingQueue<>();
  private int count;

  /** A computer that only knows whether it was closed. */
  private static final class Computer implements Sandbox {
    private final String id;
    private boolean closed;

    Computer(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public GuestClient guest() {
      throw new SandboxException("no guest");
    }

    @Override
    public Manifest collect(List<Wanted> outputs, Path into) {
      throw new SandboxException("no files");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Provider real =
      new Provider() {
        @Override
        public String name() {
          return "real";
        }

        @Override
        public Sandbox open(SandboxSpec spec) {
          Computer computer = new Computer(Integer.toString(count++));
          opened.add(computer);
          return computer;
        }

        @Override
        public List<SandboxInfo> list() {
          return List.of();
        }

        @Override
        public List<SandboxInfo> clean() {
          return List.of();
        }
      };

  private Computer next() throws InterruptedException {
    Computer computer = opened.poll(10, TimeUnit.SECONDS);
    assertThat(computer).as("a computer that is opened").isNotNull();
    return java.util.Objects.requireNonNull(computer);
  }

  @Test
  void a_second_of_a_kind_was_opened_ahead_and_each_is_handed_out_once() throws Exception {
    try (PooledProvider pool = new PooledProvider(real, 1)) {
      Sandbox first = pool.open(SPEC);
      assertThat(first).isSameAs(next());
      Computer ahead = next();
      pool.awaitFull(SPEC);
      Sandbox second = pool.open(SPEC);
      assertThat(second).isSameAs(ahead).isNotSameAs(first);
      assertThat(next()).isNotSameAs(second);
    }
  }

  @Test
  void another_kind_gets_a_computer_of_its_own() throws Exception {
    SandboxSpec other = SPEC.withScreen(ScreenSize.STANDARD);
    try (PooledProvider pool = new PooledProvider(real, 1)) {
      pool.open(SPEC);
      next();
      Computer ahead = next();
      pool.awaitFull(SPEC);
      assertThat(pool.open(other)).isNotSameAs(ahead);
    }
  }

  @Test
  void those_that_nobody_took_are_closed_with_the_pool() throws Exception {
    PooledProvider pool = new PooledProvider(real, 2);
    pool.open(SPEC);
    Computer taken = next();
    Computer one = next();
    Computer two = next();
    pool.close();
    assertThat(List.of(one, two)).allMatch(c -> c.closed);
    assertThat(taken.closed).isFalse();
  }
}
