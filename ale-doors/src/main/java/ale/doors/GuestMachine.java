package ale.doors;

import ale.guest.AccessibleTree;
import ale.guest.Button;
import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.Direction;
import ale.guest.ExecResult;
import ale.guest.FileStat;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.guest.LocalGuest;
import ale.guest.Point;
import ale.guest.Size;
import ale.guest.Stillness;
import ale.guest.WindowAction;
import ale.guest.WindowInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machine that a guest runs on, whether in a sandbox or in this process. */
final class GuestMachine implements Machine {
  private static final int MOST_OUTPUT = 64 << 20;
  private static final int MOST_READ = 128 << 20;
  private static final int MOST_LINKS = 40;
  private static final int MODE = 0644;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_NOTCHES = 1000;

  private final GuestClient guest;
  private final Map<String, String> environment;
  private final Runnable end;
  private @Nullable String home;

  /**
   * @param environment what every program gets besides the guest's own variables
   * @param end what closing the machine does
   */
  GuestMachine(GuestClient guest, Map<String, String> environment, Runnable end) {
    this.guest = guest;
    this.environment = Map.copyOf(environment);
    this.end = end;
  }

  /** The machine behind a target, connected to. */
  static Machine at(Target target) {
    return switch (target) {
      case Target.OnDisplay display -> {
        LocalGuest guest = LocalGuest.open(display.name(), display.framebuffer());
        yield new GuestMachine(guest.client(), Map.of("DISPLAY", display.name()), guest::close);
      }
      case Target.OnRobot() -> {
        LocalGuest guest = LocalGuest.robot();
        yield new GuestMachine(guest.client(), Map.of(), guest::close);
      }
      case Target.InSandbox sandbox -> {
        GuestClient guest = GuestClient.connect(sandbox.socket(), sandbox.token(), CONNECT);
        yield new GuestMachine(guest, Map.of(), guest::close);
      }
    };
  }

  @Override
  public Size size() {
    return guest.size();
  }

  @Override
  public Point cursor() {
    return guest.cursor();
  }

  @Override
  public byte[] screenshot() {
    return guest.screenshot();
  }

  @Override
  public void move(Point to) {
    Size size = guest.size();
    guest.move(
        new Point(
            Math.clamp(to.x(), 0, size.width() - 1), Math.clamp(to.y(), 0, size.height() - 1)));
  }

  @Override
  public void click(Button button, int times) {
    guest.click(button, times);
  }

  @Override
  public void press(Button button) {
    guest.press(button);
  }

  @Override
  public void release(Button button) {
    guest.release(button);
  }

  @Override
  public void scroll(Direction direction, int notches) {
    for (int left = notches; left > 0; left -= MOST_NOTCHES) {
      guest.scroll(direction, Math.min(left, MOST_NOTCHES));
    }
  }

  @Override
  public void chord(List<String> keys) {
    guest.key(keys.toArray(String[]::new));
  }

  @Override
  public void keyDown(String key) {
    guest.keyDown(key);
  }

  @Override
  public void keyUp(String key) {
    guest.keyUp(key);
  }

  @Override
  public void type(String text) {
    guest.type(text);
  }

  @Override
  public Stillness waitStill(Duration quiet, Duration timeout) {
    return guest.waitStill(quiet, timeout);
  }

  @Override
  public String clipboard() {
    return guest.desktop().clipboard();
  }

  @Override
  public void clipboard(String text) {
    guest.desktop().clipboard(text);
  }

  @Override
  public List<WindowInfo> windows() {
    return guest.desktop().windows();
  }

  @Override
  public void window(long id, WindowAction action) {
    guest.desktop().change(id, action);
  }

  @Override
  public boolean close(long window) {
    return guest.desktop().close(window);
  }

  @Override
  public AccessibleTree accessibility(int nodes, boolean showing) {
    return guest.desktop().accessibility(showing, nodes, LOOK);
  }

  @Override
  public String system() {
    String name = guest.system();
    return name.startsWith("Windows") ? "windows" : name.startsWith("Mac") ? "darwin" : "linux";
  }

  @Override
  public Ran run(List<String> argv, byte[] input, Duration timeout) {
    var captured = new Captured(MOST_OUTPUT);
    ExecResult result = guest.exec(new Command(argv, environment, "", timeout, input), captured);
    return new Ran(
        result.exitCode(),
        result.timedOut(),
        captured.outBytes(),
        captured.err().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Terminal start(List<String> argv, Map<String, String> env, String cwd, Size cells) {
    var variables = new HashMap<>(environment);
    variables.putAll(env);
    var command = new Command(argv, variables, cwd, LONGEST, new byte[0]);
    return new GuestTerminal(
        guest.ptys(), guest.ptys().start(command, cells.width(), cells.height()));
  }

  @Override
  public synchronized String home() {
    String known = home;
    if (known == null) {
      List<String> script = List.of("sh", "-c", "printf %s \"${HOME:-/}\"");
      known = run(script, new byte[0], Duration.ofSeconds(30)).orThrow("asking for HOME").out();
      home = known;
    }
    return known;
  }

  @Override
  public Optional<FileStat> look(String path) {
    return follow(path).map(Found::stat);
  }

  private record Found(String path, FileStat stat) {}

  private Optional<Found> follow(String path) {
    String at = path;
    try {
      for (int i = 0; i < MOST_LINKS; i++) {
        FileStat stat = guest.stat(at);
        if (stat.type() != FileStat.Type.LINK) {
          return Optional.of(new Found(at, stat));
        }
        String parent = at.substring(0, at.lastIndexOf('/') + 1);
        at = stat.target().startsWith("/") ? stat.target() : parent + stat.target();
      }
    } catch (GuestException e) {
      if (e.code() == GuestException.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    throw new DoorsException("too many links at " + path);
  }

  @Override
  public byte[] read(String path, long offset, long length) {
    long size = follow(path).map(found -> found.stat().size()).orElse(0L);
    if (Math.min(length, size - offset) > MOST_READ) {
      throw new DoorsException(
          path + " is too large to read at once; read it piece by piece with offset and length");
    }
    return guest.read(path, offset, (int) Math.min(length, MOST_READ));
  }

  @Override
  public void write(String path, byte[] content) {
    Optional<Found> old = follow(path);
    guest.write(
        old.map(Found::path).orElse(path),
        content,
        old.map(found -> found.stat().mode() & 0777).orElse(MODE));
  }

  @Override
  public List<String> list(String path) {
    return guest.list(path).stream()
        .filter(entry -> visible(path, entry))
        .map(FileStat::name)
        .toList();
  }

  /** Sockets and links that lead nowhere are not shown. */
  private boolean visible(String directory, FileStat entry) {
    FileStat.Type type =
        entry.type() == FileStat.Type.LINK
            ? look(directory + "/" + entry.name()).map(FileStat::type).orElse(FileStat.Type.OTHER)
            : entry.type();
    return type == FileStat.Type.FILE || type == FileStat.Type.DIRECTORY;
  }

  @Override
  public void close() {
    end.run();
  }
}
