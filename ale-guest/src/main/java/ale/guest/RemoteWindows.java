package ale.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The windows that {@code computer-server} tells of. It knows their titles and places only: no
 * program, no process, and not whether a window is minimized or maximized.
 */
final class RemoteWindows implements Windows {
  private static final int MOST_WINDOWS = 200;

  /** No title contains nothing, to some servers; nearly every title contains one of these. */
  private static final List<String> LETTERS = List.of("e", "a", "i", "o", "u", "-", " ", "1");

  private final ComputerServer server;

  RemoteWindows(ComputerServer server) {
    this.server = server;
  }

  @Override
  public List<WindowInfo> list() {
    List<Long> ids = titled("");
    if (ids.isEmpty()) {
      ids = LETTERS.stream().flatMap(letter -> titled(letter).stream()).distinct().toList();
    }
    long active = activeId();
    var windows = new ArrayList<WindowInfo>();
    for (long id : ids.subList(0, Math.min(ids.size(), MOST_WINDOWS))) {
      try {
        windows.add(look(id, active));
      } catch (GuestException e) {
        if (e.code() != GuestException.Code.UNAVAILABLE) {
          throw e;
        }
        // it was closed while it was looked at
      }
    }
    return windows;
  }

  private List<Long> titled(String part) {
    return ask(
        "get_application_windows", Fields.of("app", part), reply -> reply.numbers("windows"));
  }

  /** 0 if no window is active, which the server tells as a failure. */
  private long activeId() {
    try {
      return ask("get_current_window_id", Fields.of(), reply -> reply.number("window_id"));
    } catch (GuestException e) {
      if (e.code() == GuestException.Code.UNAVAILABLE) {
        return 0;
      }
      throw e;
    }
  }

  private WindowInfo look(long id, long active) {
    Fields window = Fields.of("window_id", id);
    String title = ask("get_window_name", window, reply -> reply.string("name", ""));
    Size size =
        ask(
            "get_window_size",
            window,
            reply -> new Size((int) reply.number("width"), (int) reply.number("height")));
    Point at =
        ask(
            "get_window_position",
            window,
            reply -> new Point((int) reply.number("x"), (int) reply.number("y")));
    Box box = new Box(at.x(), at.y(), size.width(), size.height());
    return new WindowInfo(id, title, "", 0, box, id == active, false, false);
  }

  private <T> T ask(String command, Fields parameters, Function<Fields, T> read) {
    return server.ask(command, parameters, ComputerServer.PATIENCE, read);
  }

  @Override
  public Optional<WindowInfo> active() {
    long id = activeId();
    return id == 0 ? Optional.empty() : Optional.of(look(id, id));
  }

  @Override
  public WindowInfo activate(long id) {
    return changed(id, "activate_window");
  }

  @Override
  public WindowInfo move(long id, Point to) {
    return changed(id, "set_window_position", "x", to.x(), "y", to.y());
  }

  @Override
  public WindowInfo resize(long id, Size to) {
    return changed(id, "set_window_size", "width", to.width(), "height", to.height());
  }

  @Override
  public WindowInfo maximize(long id) {
    return changed(id, "maximize_window");
  }

  @Override
  public WindowInfo minimize(long id) {
    return changed(id, "minimize_window");
  }

  /** The protocol has no command for it; a minimized window is at least shown again. */
  @Override
  public WindowInfo restore(long id) {
    return activate(id);
  }

  private WindowInfo changed(long id, String command, Object... parameters) {
    // a window manager may refuse; what the window is like then is the answer
    server.attempt(command, Fields.of(parameters).with("window_id", id));
    return look(id, activeId());
  }

  @Override
  public boolean close(long id) {
    return server.attempt("close_window", Fields.of("window_id", id));
  }

  @Override
  public void close() {}
}
