package ale.sandbox;

import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.GuestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A rehearsal of the guest, in which the JVM writes down the classes it loads (JEP 514), so that
 * every later start takes half the time. It happens once for each build of ours, in a cell without
 * a network, where everything has the path that it has in sandboxes.
 */
public final class GuestTraining {
  /** Beside the guest's jars; the start script uses it if it is there. */
  static final String CACHE = "guest.aot";

  private static final int USER = 65_534;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOKEN = "training";

  private static final String SCRIPT =
      """
      echo %s > /tmp/token
      /opt/ale/runtime/bin/java -XX:AOTCacheOutput=/out/%s %s serve --socket /out/guest.sock --token-file /tmp/token &
      read -r over
      kill -TERM $!
      wait
      """
          .formatted(TOKEN, CACHE, Toolbox.GUEST);

  private GuestTraining() {}

  /**
   * Puts the cache beside the guest's jars. Without it everything works too, only slower.
   *
   * @param scratch an empty folder, which other users can reach
   */
  public static void run(Path runtime, Path guestJars, Path scratch) throws IOException {
    Files.setAttribute(scratch, "unix:uid", USER);
    Process cell =
        new ProcessBuilder(command(runtime, guestJars, scratch))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      try (GuestClient guest = GuestClient.connect(scratch.resolve("guest.sock"), TOKEN, PATIENCE);
          var input = cell.outputWriter()) {
        guest.exec(Command.of("true"), new Captured(100));
        input.write("over\n");
      }
      if (!cell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new SandboxException("the rehearsal of the guest does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while rehearsing the guest", e);
    } finally {
      cell.destroyForcibly();
    }
    Path made = scratch.resolve(CACHE);
    if (Files.exists(made)) {
      Files.move(made, guestJars.resolve(CACHE), StandardCopyOption.ATOMIC_MOVE);
      Files.setAttribute(guestJars.resolve(CACHE), "unix:uid", 0);
    }
    Trees.delete(scratch);
  }

  private static List<String> command(Path runtime, Path guestJars, Path scratch) {
    return List.of(
        "setpriv",
        "--reuid=" + USER,
        "--regid=" + USER,
        "--clear-groups",
        "--no-new-privs",
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--clearenv",
        "--ro-bind",
        "/usr",
        "/usr",
        "--symlink",
        "usr/bin",
        "/bin",
        "--symlink",
        "usr/lib",
        "/lib",
        "--symlink",
        "usr/lib64",
        "/lib64",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--tmpfs",
        "/tmp",
        "--ro-bind",
        runtime.toString(),
        "/opt/ale/runtime",
        "--ro-bind",
        guestJars.toString(),
        "/opt/ale/guest",
        "--bind",
        scratch.toString(),
        "/out",
        "sh",
        "-c",
        SCRIPT);
  }
}
