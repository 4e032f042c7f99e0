package ale.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A docker daemon of our own, in a folder of its own, that does nothing to this machine's network.
 */
final class DockerDaemon implements AutoCloseable {
  private static final long SECONDS = 60;

  private final Path folder;
  private final Process process;

  private DockerDaemon(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Where the daemon in a folder listens. */
  static String host(Path folder) {
    return "unix://" + folder.resolve("docker.sock");
  }

  static DockerDaemon start(Path folder) {
    List<String> command =
        List.of(
            "dockerd",
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--ip-forward=false",
            "--ip-masq=false",
            "--userland-proxy=false",
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--host=" + host(folder));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      DockerDaemon daemon = new DockerDaemon(folder, process);
      daemon.await();
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting dockerd", e);
    }
  }

  private void await() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (new ProcessBuilder("docker", "--host", host(folder), "version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        != 0) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IllegalStateException(
            "dockerd does not come up: " + Files.readString(folder.resolve("log")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Ends it with its containers' helpers, which it waits for. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("dockerd does not end");
      }
      unmount(folder.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending dockerd", e);
    }
  }

  /** Dockerd mounts its folder on itself, and forgets that where / is a part of a disk only. */
  private static void unmount(Path data) throws IOException, InterruptedException {
    if (Files.readString(Path.of("/proc/self/mountinfo")).contains(" " + data + " ")) {
      int code = new ProcessBuilder("umount", data.toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("umount " + data + " ends with " + code);
      }
    }
  }
}
