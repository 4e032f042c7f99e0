package ale.guest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program in a terminal, and what it showed lately. */
final class Pty implements Shelf.Item {
  private static final int MOST_KEPT = 2_000_000;
  private static final long TAKEN_AGAIN_MS = 100;
  private static final long SILENCE_NANOS = Duration.ofMillis(100).toNanos();

  private final Terminal terminal;
  private final Background program;
  private final ByteLog shown;
  private final News news;
  private volatile long heardAt = System.nanoTime();
  private volatile boolean silent;

  private Pty(Terminal terminal, Background program, News news) {
    this.terminal = terminal;
    this.program = program;
    this.news = news;
    this.shown = new RingLog(MOST_KEPT);
  }

  static Pty start(Launch launch, Terminal terminal) {
    ProcessBuilder builder = launch.program(terminal.command(launch.argv()));
    if (!launch.env().containsKey("TERM")) {
      builder.environment().put("TERM", "xterm-256color");
    }
    Process process;
    try {
      process =
          Fence.start(
              builder
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .redirectError(ProcessBuilder.Redirect.DISCARD));
      process.getOutputStream().close();
    } catch (IOException e) {
      terminal.close();
      throw launch.unstarted(e);
    }
    var news = new News();
    var pty = new Pty(terminal, new Background(launch, process, news), news);
    Thread.ofPlatform().daemon().name("guest-pty").start(() -> pty.listen(process));
    Thread.ofPlatform().daemon().name("guest-pty-end").start(() -> pty.watch(process));
    return pty;
  }

  /**
   * A program may let go of its terminal and still run; to close our side then would end it by a
   * signal.
   */
  private void listen(Process process) {
    byte[] buffer = new byte[1 << 14];
    try (terminal) {
      boolean ended = false;
      while (!ended) {
        int count = terminal.read(buffer);
        if (count >= 0) {
          shown.append(buffer, 0, count);
          heardAt = System.nanoTime();
          news.tell();
        } else {
          ended = process.waitFor(TAKEN_AGAIN_MS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (IOException e) {
      // the terminal is broken, and shows no more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      silent = true;
      news.tell();
    }
  }

  /** What the program leaves in the background may hold its terminal long after its end. */
  private void watch(Process process) {
    try {
      int code = process.waitFor();
      long since = System.nanoTime();
      while (!silent) {
        long quiet = System.nanoTime() - Math.max(since, heardAt);
        if (quiet >= SILENCE_NANOS) {
          break;
        }
        news.await(() -> silent, Duration.ofNanos(SILENCE_NANOS - quiet));
      }
      program.ended(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Background program() {
    return program;
  }

  Terminal terminal() {
    return terminal;
  }

  ByteLog shown() {
    return shown;
  }

  @Override
  public void discard() {
    shown.close();
  }
}
