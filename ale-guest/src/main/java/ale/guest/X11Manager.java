package ale.guest;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Windows of an X server, changed by asking its window manager (EWMH), or the server itself where
 * there is none.
 */
final class X11Manager implements Windows {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long BETWEEN_MS = 5;
  private static final int ADD = 1;
  private static final int REMOVE = 0;
  private static final int ICONIC = 3;

  /** We speak as a pager does: for the user, not for a program that wants to be seen. */
  private static final int FOR_THE_USER = 2;

  private static final int NORTH_WEST = 1;
  private static final int X_AND_Y = 3 << 8;
  private static final int WIDTH_AND_HEIGHT = 12 << 8;

  private final X11Connection connection;
  private final X11Windows server;
  private final X11WindowList windows;
  private final Object lock = new Object();

  private X11Manager(X11Connection connection) {
    this.connection = connection;
    this.server = new X11Windows(connection);
    this.windows = new X11WindowList(server);
  }

  static X11Manager open(Display display) {
    return new X11Manager(X11Connection.open(display));
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private interface Change {
    void ask(int id, boolean managed) throws IOException;
  }

  private interface Done {
    boolean is(WindowInfo before, WindowInfo now);
  }

  private <T> T locked(Question<T> question) {
    synchronized (lock) {
      try {
        return question.ask();
      } catch (IOException e) {
        throw X11Input.lost(e);
      }
    }
  }

  private WindowInfo change(long window, Change change, Done done) {
    int id = (int) window;
    WindowInfo before = find(window).orElseThrow(() -> missing(window));
    locked(() -> {
      change.ask(id, windows.managed());
      server.sync();
      return id;
    });
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      WindowInfo now = find(window).orElseThrow(() -> missing(window));
      if (done.is(before, now) || System.nanoTime() > deadline) {
        return now;
      }
      pause();
    }
  }

  private Optional<WindowInfo> find(long window) {
    return list().stream().filter(one -> one.id() == window).findFirst();
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException(GuestException.Code.CANCELLED, "interrupted at a window", e);
    }
  }

  private static GuestException missing(long window) {
    return new GuestException(GuestException.Code.NOT_FOUND, "there is no window " + window);
  }

  @Override
  public List<WindowInfo> list() {
    return locked(windows::list);
  }

  @Override
  public Optional<WindowInfo> active() {
    return list().stream().filter(WindowInfo::active).findFirst();
  }

  @Override
  public WindowInfo activate(long id) {
    return change(id, this::activate, (_, now) -> now.active() && !now.minimized());
  }

  private void activate(int id, boolean managed) throws IOException {
    if (managed) {
      server.ask(id, "_NET_ACTIVE_WINDOW", FOR_THE_USER);
    } else {
      server.raise(id);
    }
  }

  @Override
  public WindowInfo move(long id, Point to) {
    Change move =
        (window, managed) -> {
          if (managed) {
            int flags = NORTH_WEST | X_AND_Y | FOR_THE_USER << 12;
            server.ask(window, "_NET_MOVERESIZE_WINDOW", flags, to.x(), to.y());
          } else {
            server.configure(window, 3, to.x(), to.y());
          }
        };
    return change(id, move, (_, now) -> now.box().x() == to.x() && now.box().y() == to.y());
  }

  @Override
  public WindowInfo resize(long id, Size to) {
    Change resize =
        (window, managed) -> {
          int[] frame = windows.frame(window);
          int width = Math.max(1, to.width() - frame[0] - frame[1]);
          int height = Math.max(1, to.height() - frame[2] - frame[3]);
          if (managed) {
            int flags = NORTH_WEST | WIDTH_AND_HEIGHT | FOR_THE_USER << 12;
            server.ask(window, "_NET_MOVERESIZE_WINDOW", flags, 0, 0, width, height);
          } else {
            server.configure(window, 12, width, height);
          }
        };
    Done done = (_, now) -> now.box().width() == to.width() && now.box().height() == to.height();
    return change(id, resize, done);
  }

  @Override
  public WindowInfo maximize(long id) {
    Change maximize =
        (window, managed) -> {
          if (managed) {
            maximized(window, ADD);
          } else {
            Size all = connection.setup().size();
            server.configure(window, 15, 0, 0, all.width(), all.height());
          }
        };
    // What a window is and where it is are read one after the other, so only both tell.
    boolean asked = locked(windows::managed);
    return change(id, maximize, (_, now) -> asked ? now.maximized() && fills(now) : coversAll(now));
  }

  /**
   * Whether a window takes most of the screen: panels and decorations leave it that much. A window
   * manager says first that a window is maximized, and then gives it the place.
   */
  private boolean fills(WindowInfo window) {
    Size all = connection.setup().size();
    return 4 * window.box().width() > 3 * all.width()
        && 4 * window.box().height() > 3 * all.height();
  }

  private boolean coversAll(WindowInfo window) {
    Size all = connection.setup().size();
    return window.box().equals(new Box(0, 0, all.width(), all.height()));
  }

  private void maximized(int window, int action) throws IOException {
    server.ask(
        window,
        "_NET_WM_STATE",
        action,
        server.atom("_NET_WM_STATE_MAXIMIZED_VERT"),
        server.atom("_NET_WM_STATE_MAXIMIZED_HORZ"),
        FOR_THE_USER);
  }

  @Override
  public WindowInfo minimize(long id) {
    Change minimize =
        (window, managed) -> {
          if (!managed) {
            throw new GuestException(
                GuestException.Code.UNAVAILABLE, "minimizing takes a window manager");
          }
          server.ask(window, "WM_CHANGE_STATE", ICONIC);
        };
    return change(id, minimize, (_, now) -> now.minimized() && !now.active());
  }

  @Override
  public WindowInfo restore(long id) {
    Change restore =
        (window, managed) -> {
          if (managed) {
            maximized(window, REMOVE);
          }
          activate(window, managed);
        };
    return change(
        id,
        restore,
        (before, now) ->
            now.active()
                && !now.minimized()
                && !now.maximized()
                && (!before.maximized() || !now.box().equals(before.box())));
  }

  @Override
  public boolean close(long id) {
    if (find(id).isEmpty()) {
      throw missing(id);
    }
    locked(() -> {
      ask((int) id);
      server.sync();
      return id;
    });
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean there = true;
    while (there && System.nanoTime() < deadline) {
      pause();
      there = find(id).isPresent();
    }
    return !there;
  }

  private void ask(int id) throws IOException {
    int delete = server.atom("WM_DELETE_WINDOW");
    if (windows.managed()) {
      server.ask(id, "_NET_CLOSE_WINDOW", 0, FOR_THE_USER);
    } else if (Arrays.stream(server.property(id, "WM_PROTOCOLS").numbers())
        .anyMatch(protocol -> protocol == delete)) {
      server.tell(id, "WM_PROTOCOLS", delete);
    } else {
      server.kill(id);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
