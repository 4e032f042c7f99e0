package ale.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A computer-server of others, to be measured beside ours: one that runs somewhere, or one that is
 * started on a sandbox's display for as long as that takes.
 */
record OtherServer(URI address, Optional<Process> process, Optional<Path> link)
    implements AutoCloseable {
  private static final Path DISPLAYS = Path.of("/tmp/.X11-unix");
  private static final int FIRST_DISPLAY = 300;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  static OtherServer running(URI address) {
    return new OtherServer(address, Optional.empty(), Optional.empty());
  }

  /**
   * @param program such as {@code cua-computer-server}
   * @param display the socket of the X server
   */
  static OtherServer start(String program, Path display) throws IOException {
    Files.createDirectories(DISPLAYS);
    int number = FIRST_DISPLAY;
    Path link = DISPLAYS.resolve("X" + number);
    for (boolean made = false; !made; ) {
      try {
        Files.createSymbolicLink(link, display);
        made = true;
      } catch (FileAlreadyExistsException e) {
        link = DISPLAYS.resolve("X" + ++number);
      }
    }
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var builder =
        new ProcessBuilder(program, "--host", "127.0.0.1", "--port", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("DISPLAY", ":" + number);
    builder.environment().remove("CONTAINER_NAME"); // it would ask its maker who we are
    try {
      var server =
          new OtherServer(
              URI.create("http://127.0.0.1:" + port),
              Optional.of(builder.start()),
              Optional.of(link));
      server.await(port);
      return server;
    } catch (IOException e) {
      Files.deleteIfExists(link);
      throw e;
    }
  }

  private void await(int port) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        boolean over = process.isPresent() && !process.get().isAlive();
        if (over || System.nanoTime() > end) {
          close();
          throw new IOException("the computer-server does not start; try it by hand", e);
        }
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw new IOException("interrupted", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.ifPresent(Process::destroy);
    if (link.isPresent()) {
      Files.deleteIfExists(link.get());
    }
  }
}
