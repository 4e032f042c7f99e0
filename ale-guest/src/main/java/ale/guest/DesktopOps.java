package ale.guest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The operations on the desktop, by the names and fields they have in every request. */
final class DesktopOps {
  static final List<String> NAMES =
      List.of(
          "click",
          "cursor",
          "drag",
          "key",
          "key_down",
          "key_up",
          "mouse_down",
          "mouse_up",
          "move",
          "scroll",
          "size",
          "type",
          "wait_still",
          "window_activate",
          "window_active",
          "window_close",
          "window_list",
          "window_maximize",
          "window_minimize",
          "window_move",
          "window_resize",
          "window_restore");

  private static final int MOST_COORDINATE = 32767;
  private static final int MOST_CLICKS = 10;
  private static final int MOST_NOTCHES = 1000;
  private static final int MOST_WAIT_MS = 600_000;

  private final Desktop desktop;

  DesktopOps(Desktop desktop) {
    this.desktop = desktop;
  }

  /** Everything that can be done on a desktop by its parts. */
  static Map<String, Operation> all(Desktop desktop) {
    var ops = new DesktopOps(desktop);
    var all = new HashMap<String, Operation>();
    for (String name : NAMES) {
      all.put(name, call -> ops.run(call.request(), call::cancelled));
    }
    all.putAll(ScreenOps.all(ops));
    all.putAll(ClipboardOps.all(desktop));
    return all;
  }

  /** Does what the request says, and answers with the result's fields. */
  Fields run(Fields request, BooleanSupplier cancelled) throws InterruptedException {
    try {
      return dispatch(request, cancelled);
    } catch (GuestException e) {
      throw dropped(e);
    }
  }

  Picture grab() {
    try {
      return desktop.screen().grab();
    } catch (GuestException e) {
      throw dropped(e);
    }
  }

  /** The screen, with or without the pointer as the request wants it. */
  Changes look(Fields request, long since) {
    try {
      Screen screen =
          request.has("pointer") ? desktop.screen(request.flag("pointer")) : desktop.screen();
      return screen.changes(since);
    } catch (GuestException e) {
      throw dropped(e);
    }
  }

  private GuestException dropped(GuestException e) {
    if (e.code() == GuestException.Code.UNAVAILABLE) {
      desktop.close();
    }
    return e;
  }

  private Fields dispatch(Fields request, BooleanSupplier cancelled) throws InterruptedException {
    if (request.string("op").startsWith(WindowOps.PREFIX)) {
      return WindowOps.run(desktop.windows(), request);
    }
    switch (request.string("op")) {
      case "size" -> {
        Size size = desktop.screen().size();
        return Fields.of("width", size.width(), "height", size.height());
      }
      case "cursor" -> {
        Point at = desktop.input().cursor();
        return Fields.of("x", at.x(), "y", at.y());
      }
      case "wait_still" -> {
        return waitStill(request, cancelled);
      }
      case "move" -> desktop.input().move(point(request, "x", "y"));
      case "click" -> {
        Button button = button(request);
        int clicks = request.integer("clicks", 1, MOST_CLICKS, 1);
        moveIfAsked(request);
        desktop.input().click(button, clicks);
      }
      case "mouse_down" -> {
        Button button = button(request);
        moveIfAsked(request);
        desktop.input().press(button);
      }
      case "mouse_up" -> {
        Button button = button(request);
        moveIfAsked(request);
        desktop.input().release(button);
      }
      case "drag" ->
          desktop
              .input()
              .drag(point(request, "x", "y"), point(request, "to_x", "to_y"), button(request));
      case "scroll" -> {
        Direction direction = Direction.of(request.string("direction"));
        int amount = request.integer("amount", 1, MOST_NOTCHES, 1);
        moveIfAsked(request);
        desktop.input().scroll(direction, amount);
      }
      case "type" -> desktop.input().type(request.string("text"));
      case "key" -> desktop.input().chord(keys(request));
      case "key_down" -> desktop.input().keysDown(keys(request));
      case "key_up" -> desktop.input().keysUp(keys(request));
      default ->
          throw GuestException.badRequest(
              "there is no operation \"" + request.string("op") + "\" on a desktop");
    }
    return Fields.of();
  }

  private Fields waitStill(Fields request, BooleanSupplier cancelled) throws InterruptedException {
    Stillness stillness =
        Stillness.await(
            desktop.screen(),
            Duration.ofMillis(request.integer("quiet_ms", 1, MOST_WAIT_MS, 120)),
            Duration.ofMillis(request.integer("timeout_ms", 1, MOST_WAIT_MS, 5000)),
            cancelled);
    return Fields.of("still", stillness.still(), "waited_ms", stillness.waited().toMillis());
  }

  private static Button button(Fields request) {
    return Button.of(request.string("button", "left"));
  }

  private static List<String> keys(Fields request) {
    List<String> keys =
        request.has("key") ? List.of(request.string("key")) : request.strings("keys");
    if (keys.isEmpty()) {
      throw GuestException.badRequest("\"keys\" must name at least one key");
    }
    return keys;
  }

  private void moveIfAsked(Fields request) {
    if (request.has("x") || request.has("y")) {
      desktop.input().move(point(request, "x", "y"));
    }
  }

  private Point point(Fields request, String x, String y) {
    Point point =
        new Point(request.integer(x, 0, MOST_COORDINATE), request.integer(y, 0, MOST_COORDINATE));
    Size size = desktop.screen().size();
    if (point.x() >= size.width() || point.y() >= size.height()) {
      throw GuestException.badRequest(
          "(%d, %d) is outside the screen of %dx%d"
              .formatted(point.x(), point.y(), size.width(), size.height()));
    }
    return point;
  }
}
