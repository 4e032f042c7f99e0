package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ExecTest {
  private TestGuest guest;
  private GuestClient client;

  @BeforeEach
  void start() throws IOException {
    guest = TestGuest.withoutDesktop();
    client = guest.client();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    guest.close();
  }

  @Test
  void gives_back_both_outputs_and_the_exit_code() {
    var output = new Captured(1000);
    ExecResult result =
        client.exec(Command.shell("echo out; echo err >&2; exit 7").with("A", "b"), output);
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.timedOut()).isFalse();
    assertThat(output.out()).isEqualTo("out\n");
    assertThat(output.err()).isEqualTo("err\n");
  }

  @Test
  void sees_its_variables_directory_and_input() {
    var output = new Captured(1000);
    client.exec(
        Command.shell("echo $NAME; pwd; cat")
            .with("NAME", "žluťoučký")
            .in("/usr")
            .reading("from stdin".getBytes(StandardCharsets.UTF_8)),
        output);
    assertThat(output.out()).isEqualTo("žluťoučký\n/usr\nfrom stdin");
  }

  @Test
  void a_large_input_comes_out_as_it_went_in() {
    byte[] input = new byte[5_000_000];
    new Random(1).nextBytes(input);
    var output = new Captured(10_000_000);
    client.exec(Command.of("cat").reading(input), output);
    assertThat(output.outBytes()).isEqualTo(input);
  }

  @Test
  void a_program_that_ignores_its_input_still_ends() {
    ExecResult result = client.exec(Command.of("true").reading(new byte[5_000_000]), Output.none());
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void many_at_once_lose_nothing_and_do_not_wait_for_each_other() throws Exception {
    int programs = 24;
    int bytes = 3_000_000;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sums = new ArrayList<Future<Long>>();
      for (int i = 0; i < programs; i++) {
        Command command =
            Command.shell("sleep 0.3; yes line-" + i + " | head -c " + bytes + "; echo e >&2");
        Callable<Long> run =
            () -> {
              var crc = new CRC32();
              client.exec(command, counting(crc));
              return crc.getValue();
            };
        sums.add(threads.submit(run));
      }
      for (int i = 0; i < programs; i++) {
        var expected = new CRC32();
        String repeated = ("line-" + i + "\n").repeat(bytes / 7 + 1).substring(0, bytes);
        expected.update(repeated.getBytes(StandardCharsets.US_ASCII));
        assertThat(sums.get(i).get()).as("program %s", i).isEqualTo(expected.getValue());
      }
    }
  }

  private static Output counting(CRC32 crc) {
    return new Output() {
      @Override
      public void stdout(byte[] bytes) {
        crc.update(bytes);
      }

      @Override
      public void stderr(byte[] bytes) {}
    };
  }

  @Test
  void a_reader_that_stalls_holds_up_its_own_program_only() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var gate = new CountDownLatch(1);
      Future<ExecResult> stalled =
          threads.submit(() ->
              client.exec(
                  Command.shell("head -c 20000000 /dev/zero"),
                  new Output() {
                    @Override
                    public void stdout(byte[] bytes) {
                      try {
                        gate.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }

                    @Override
                    public void stderr(byte[] bytes) {}
                  }));
      for (int i = 0; i < 20; i++) {
        client.exec(Command.shell("head -c 2000000 /dev/zero"), Output.none());
      }
      assertThat(stalled.isDone()).isFalse();
      gate.countDown();
      assertThat(stalled.get().exitCode()).isZero();
    }
  }

  @Test
  void a_timeout_kills_what_it_started_and_the_daemons_of_that() throws Exception {
    Path pids = guest.directory().resolve("pids");
    Command command =
        Command.shell(
                """
                echo $$ >> $PIDS
                (sleep 300 & echo $! >> $PIDS; wait) &
                setsid sh -c 'echo $$ >> $PIDS; sleep 301' &
                (setsid sh -c 'trap "" TERM HUP; echo $$ >> $PIDS; sleep 302' &)
                sleep 303
                """)
            .with("PIDS", pids.toString())
            .within(Duration.ofMillis(1500));
    ExecResult result = client.exec(command, Output.none());
    assertThat(result.timedOut()).isTrue();
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(Files.readAllLines(pids)).hasSize(4).allSatisfy(ExecTest::isDead);
  }

  private static void isDead(String pid) {
    assertThat(Path.of("/proc", pid, "stat"))
        .satisfiesAnyOf(
            stat -> assertThat(stat).doesNotExist(),
            stat -> assertThat(Files.readString(stat)).contains(") Z "));
  }

  @Test
  void what_stays_in_the_background_neither_delays_the_answer_nor_dies() throws Exception {
    Path ticks = guest.directory().resolve("ticks");
    Path gate = guest.directory().resolve("gate");
    var output = new Captured(1000);
    client.exec(
        Command.shell(
            "(until [ -e %s ]; do sleep 0.2; echo tick; echo >> %s; done) & echo now"
                .formatted(gate, ticks)),
        output);
    assertThat(output.out()).startsWith("now\n");
    long before = Files.exists(ticks) ? Files.size(ticks) : 0;
    while (!Files.exists(ticks) || Files.size(ticks) < before + 3) {
      Thread.sleep(20);
    }
    Files.createFile(gate);
  }

  @Test
  void an_interrupted_caller_ends_its_program_and_nobody_elses() throws Exception {
    Path pid = guest.directory().resolve("pid");
    Thread caller =
        Thread.ofPlatform()
            .start(() ->
                assertThatThrownBy(() ->
                        client.exec(
                            Command.shell("echo $$ > %s; exec sleep 300".formatted(pid)),
                            Output.none()))
                    .isInstanceOf(GuestException.class)
                    .extracting("code")
                    .isEqualTo(GuestException.Code.CANCELLED));
    for (int i = 0; i < 200 && (!Files.exists(pid) || Files.size(pid) == 0); i++) {
      Thread.sleep(20);
    }
    caller.interrupt();
    caller.join();
    client.ping();
    String number = Files.readString(pid).strip();
    for (int i = 0; i < 100 && Files.exists(Path.of("/proc", number)); i++) {
      Thread.sleep(20);
    }
    isDead(number);
  }

  @Test
  void an_output_that_throws_ends_the_program_and_reaches_the_caller() {
    var output =
        new Output() {
          @Override
          public void stdout(byte[] bytes) {
            throw new IllegalStateException("enough");
          }

          @Override
          public void stderr(byte[] bytes) {}
        };
    assertThatThrownBy(() -> client.exec(Command.of("yes"), output)).hasMessage("enough");
    client.ping();
  }

  @Test
  void names_what_cannot_be_run() {
    assertThatThrownBy(() -> client.exec(Command.of("/no/such/program"), Output.none()))
        .hasMessageContaining("/no/such/program")
        .extracting("code")
        .isEqualTo(GuestException.Code.NOT_FOUND);
    assertThatThrownBy(() -> client.exec(Command.of("/etc/passwd"), Output.none()))
        .extracting("code")
        .isEqualTo(GuestException.Code.DENIED);
    assertThatThrownBy(() -> client.exec(Command.of("true").in("/no/such"), Output.none()))
        .hasMessageContaining("/no/such")
        .extracting("code")
        .isEqualTo(GuestException.Code.NOT_FOUND);
  }
}
