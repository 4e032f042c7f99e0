package ale.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A detached program, and the files that its output goes to. */
final class Job implements Shelf.Item {
  private final Background program;
  private final Path directory;
  private final SpoolLog out;
  private final SpoolLog err;

  private Job(Background program, Path directory, SpoolLog out, SpoolLog err) {
    this.program = program;
    this.directory = directory;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a program.
   *
   * @param mostPerStream the bytes of output that are kept
   * @param timeout after which it is killed
   */
  static Job start(Launch launch, Path directory, long mostPerStream, Duration timeout)
      throws IOException, InterruptedException {
    var news = new News();
    var out = new SpoolLog(directory, "stdout", mostPerStream);
    var err = new SpoolLog(directory, "stderr", mostPerStream);
    var outPump = new Pump(into(out, news));
    var errPump = new Pump(into(err, news));
    Process process;
    try {
      process = Pump.launch(launch.program(), outPump, errPump);
    } catch (IOException e) {
      throw launch.unstarted(e);
    }
    process.getOutputStream().close();
    var job = new Job(new Background(launch, process, news), directory, out, err);
    Thread.ofPlatform()
        .daemon()
        .name("guest-job")
        .start(() -> job.watch(process, outPump, errPump, timeout));
    return job;
  }

  private static OutputStream into(ByteLog log, News news) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        log.append(bytes, offset, length);
        news.tell();
      }
    };
  }

  private void watch(Process process, Pump outPump, Pump errPump, Duration timeout) {
    try {
      if (!Patience.ended(process, timeout)) {
        program.kill();
      }
      int code = process.waitFor();
      outPump.settle();
      errPump.settle();
      program.ended(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | GuestException e) {
      // its end could not be seen properly; that it is over is certain if it has a code
      program.ended(process.isAlive() ? -1 : process.exitValue());
    }
  }

  @Override
  public Background program() {
    return program;
  }

  ByteLog out() {
    return out;
  }

  ByteLog err() {
    return err;
  }

  @Override
  public void discard() {
    out.close();
    err.close();
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // it will go with the sandbox
    }
  }
}
