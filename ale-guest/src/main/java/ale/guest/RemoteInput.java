package ale.guest;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Mouse and keyboard by the commands of {@code computer-server}, with pynput's names of keys. */
final class RemoteInput implements Input {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("control", "ctrl"),
          Map.entry("control_l", "ctrl_l"),
          Map.entry("control_r", "ctrl_r"),
          Map.entry("option", "alt"),
          Map.entry("altgr", "alt_gr"),
          Map.entry("iso_level3_shift", "alt_gr"),
          Map.entry("super", "cmd"),
          Map.entry("super_l", "cmd_l"),
          Map.entry("super_r", "cmd_r"),
          Map.entry("meta", "cmd"),
          Map.entry("command", "cmd"),
          Map.entry("win", "cmd"),
          Map.entry("windows", "cmd"),
          Map.entry("return", "enter"),
          Map.entry("kp_enter", "enter"),
          Map.entry("escape", "esc"),
          Map.entry("del", "delete"),
          Map.entry("ins", "insert"),
          Map.entry("arrow_left", "left"),
          Map.entry("arrowleft", "left"),
          Map.entry("arrow_up", "up"),
          Map.entry("arrowup", "up"),
          Map.entry("arrow_right", "right"),
          Map.entry("arrowright", "right"),
          Map.entry("arrow_down", "down"),
          Map.entry("arrowdown", "down"),
          Map.entry("pageup", "page_up"),
          Map.entry("prior", "page_up"),
          Map.entry("pagedown", "page_down"),
          Map.entry("next", "page_down"),
          Map.entry("plus", "+"),
          Map.entry("minus", "-"),
          Map.entry("capslock", "caps_lock"),
          Map.entry("numlock", "num_lock"),
          Map.entry("print", "print_screen"),
          Map.entry("printscreen", "print_screen"));

  private final ComputerServer server;

  RemoteInput(ComputerServer server) {
    this.server = server;
  }

  @Override
  public synchronized void move(Point to) {
    server.tell("move_cursor", "x", to.x(), "y", to.y());
  }

  @Override
  public Point cursor() {
    return server.ask(
        "get_cursor_position",
        Fields.of(),
        ComputerServer.PATIENCE,
        reply -> {
          Fields at = reply.object("position");
          return new Point((int) at.number("x"), (int) at.number("y"));
        });
  }

  @Override
  public synchronized void press(Button button) {
    server.tell("mouse_down", "button", known(button));
  }

  @Override
  public synchronized void release(Button button) {
    server.tell("mouse_up", "button", known(button));
  }

  /** The protocol knows three buttons, and takes every other word for the left one. */
  private static String known(Button button) {
    return switch (button) {
      case LEFT, MIDDLE, RIGHT -> button.word();
      case BACK, FORWARD ->
          throw new GuestException(
              GuestException.Code.UNAVAILABLE,
              "a computer-server has no mouse button \"" + button.word() + "\"");
    };
  }

  @Override
  public synchronized void click(Button button, int times) {
    if (button == Button.LEFT && times == 2) {
      server.tell("double_click");
      return;
    }
    for (int i = 0; i < times; i++) {
      switch (button) {
        case LEFT -> server.tell("left_click");
        case RIGHT -> server.tell("right_click");
        case MIDDLE, BACK, FORWARD -> {
          press(button);
          release(button);
        }
      }
    }
  }

  @Override
  public synchronized void drag(Point from, Point to, Button button) {
    move(from);
    press(button);
    move(new Point((from.x() + to.x()) / 2, (from.y() + to.y()) / 2));
    move(to);
    release(button);
  }

  /** To the side the server turns 300 notches per click; {@code scroll} counts them singly. */
  @Override
  public synchronized void scroll(Direction direction, int notches) {
    switch (direction) {
      case UP -> server.tell("scroll_up", "clicks", notches);
      case DOWN -> server.tell("scroll_down", "clicks", notches);
      case LEFT -> server.tell("scroll", "x", -notches, "y", 0);
      case RIGHT -> server.tell("scroll", "x", notches, "y", 0);
    }
  }

  @Override
  public synchronized void keysDown(List<String> keys) {
    keys.forEach(key -> server.tell("key_down", "key", name(key)));
  }

  @Override
  public synchronized void keysUp(List<String> keys) {
    keys.reversed().forEach(key -> server.tell("key_up", "key", name(key)));
  }

  @Override
  public synchronized void chord(List<String> keys) {
    if (keys.size() == 1) {
      server.tell("press_key", "key", name(keys.getFirst()));
    } else {
      server.tell("hotkey", "keys", keys.stream().map(RemoteInput::name).toList());
    }
  }

  private static String name(String key) {
    Keysyms.ofKey(key); // so that a name that no key has is told here as everywhere
    if (key.codePointCount(0, key.length()) == 1) {
      return key;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return NAMES.getOrDefault(lower, lower);
  }

  @Override
  public synchronized void type(String text) {
    server.tell("type_text", "text", text);
  }

  @Override
  public void close() {}
}
