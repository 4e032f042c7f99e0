package ale.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A guest in this very process, for a display of this host or for a machine that has a guest of
 * another kind. It listens on a socket in a directory that only its own user may enter, with a
 * token that nobody else is told.
 */
public final class LocalGuest implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(5);

  private final Path directory;
  private final Runnable end;
  private final GuestServer server;
  private final GuestClient client;

  private LocalGuest(Map<String, Operation> operations, Runnable end) throws IOException {
    String token = UUID.randomUUID().toString();
    this.directory = Files.createTempDirectory("ale-guest-");
    this.end = end;
    Path socket = directory.resolve("guest.sock");
    this.server = GuestServer.listen(socket, token, operations);
    Thread.ofVirtual().name("local-guest").start(server::serve);
    this.client = GuestClient.connect(socket, token, START);
  }

  /**
   * Opens a guest for a display such as {@code :1}, which may start later.
   *
   * @param framebuffer the file that the X server keeps its screen in, for faster pictures
   */
  public static LocalGuest open(String display, Optional<Path> framebuffer) {
    var environment = new HashMap<>(System.getenv());
    environment.put("DISPLAY", display);
    return open(
        new X11Drivers(Optional.of(Display.of(display, environment)), framebuffer),
        environment,
        _ -> true);
  }

  /**
   * Opens a guest for the desktop on which this program runs, whatever system that is, by {@code
   * java.awt.Robot}. It does not tell of windows.
   */
  public static LocalGuest robot() {
    return open(RobotDrivers.open(), System.getenv(), name -> !name.startsWith("window_"));
  }

  private static LocalGuest open(
      Drivers drivers, Map<String, String> environment, Predicate<String> offered) {
    var desktop = new Desktop(drivers);
    var operations = new Operations(desktop, Optional.empty(), false, environment);
    Map<String, Operation> all = operations.all();
    all.keySet().removeIf(offered.negate());
    return of(
        all,
        () -> {
          operations.close();
          desktop.close();
        });
  }

  /**
   * Stands in for a machine that runs cua's {@code computer-server}: what that can do is done by
   * its commands, and what it cannot is missing from the capabilities.
   *
   * @throws GuestException if it does not answer
   */
  public static LocalGuest remote(RemoteAccess access) {
    var server = new ComputerServer(access);
    var desktop = new Desktop(new RemoteDrivers(server));
    try {
      return of(
          RemoteOps.all(server, desktop),
          () -> {
            desktop.close();
            server.close();
          });
    } catch (GuestException e) {
      server.close();
      throw e;
    }
  }

  /**
   * A machine that is a folder and a function: the protocol, the files and the archives are real,
   * the programs are not. For tests and measurements of whatever uses guests.
   *
   * @param root the absolute path of the folder that is its file system
   */
  public static LocalGuest simulated(Path root, SimulatedProgram program) {
    return of(new SimulatedOps(root.normalize(), program).all(), () -> {});
  }

  private static LocalGuest of(Map<String, Operation> operations, Runnable end) {
    try {
      return new LocalGuest(operations, end);
    } catch (IOException e) {
      end.run();
      throw new UncheckedIOException(e);
    }
  }

  public GuestClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    end.run();
    try {
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // an empty directory among other temporary ones does no harm
    }
  }
}
