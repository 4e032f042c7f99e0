package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, or kills it and all it started when its time is over. */
final class ExecOperation implements Operation {
  private static final int DEFAULT_TIMEOUT_MS = 600_000;
  private static final Duration UNKILLABLE = Duration.ofSeconds(10);

  private final SurroundingsOps surroundings;

  ExecOperation(SurroundingsOps surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Fields run(Call call) throws IOException, InterruptedException {
    long timeout = call.request().integer("timeout_ms", 1, Integer.MAX_VALUE, DEFAULT_TIMEOUT_MS);
    boolean withInput = call.request().flag("stdin");
    long start = System.nanoTime();
    Launch launch = Launch.of(call.request(), surroundings.environment());
    var out = new Pump(call.output(Frame.STDOUT));
    var err = new Pump(call.output(Frame.STDERR));
    Process process;
    try {
      process = Pump.launch(launch.program(), out, err);
    } catch (IOException e) {
      throw launch.unstarted(e);
    }
    ProcessTree tree = launch.tree(process);
    call.onCancel(() -> Launch.kill(tree));
    if (withInput) {
      feed(process, call.input(Frame.STDIN));
    } else {
      process.getOutputStream().close();
    }
    boolean timedOut = !Patience.ended(process, Duration.ofMillis(timeout));
    if (timedOut) {
      Launch.kill(tree);
      if (!process.waitFor(UNKILLABLE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GuestException(
            GuestException.Code.TIMEOUT, "process " + process.pid() + " does not die");
      }
    }
    int exitCode = process.exitValue();
    out.settle();
    err.settle();
    return Fields.of(
        "exit_code",
        exitCode,
        "timed_out",
        timedOut,
        "duration_ms",
        Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private static void feed(Process process, InputStream input) {
    // a write to a full pipe would hold a carrier of all virtual threads
    Thread.ofPlatform()
        .daemon()
        .name("guest-stdin")
        .start(() -> {
          try (OutputStream to = process.getOutputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
              to.write(buffer, 0, n);
              to.flush();
            }
          } catch (IOException | GuestException e) {
            // the program ended before its input, or the input ended with its connection
          }
        });
  }
}
