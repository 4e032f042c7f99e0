package ale.guest;

import java.awt.event.KeyEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a US keyboard by Java's numbers, under the names that keys have everywhere here. */
final class RobotKeys {
  /** A key, and whether Shift must be held for the character wanted. */
  record Stroke(int code, boolean shift) {}

  private static final String PLAIN = "`1234567890-=[]\\;',./";
  private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
  private static final Map<String, Integer> NAMED = named();

  private RobotKeys() {}

  private static Map<String, Integer> named() {
    var named = new HashMap<String, Integer>();
    put(named, KeyEvent.VK_CONTROL, "ctrl control ctrl_l control_l ctrl_r control_r");
    put(named, KeyEvent.VK_ALT, "alt option alt_l alt_r");
    put(named, KeyEvent.VK_ALT_GRAPH, "altgr iso_level3_shift");
    put(named, KeyEvent.VK_SHIFT, "shift shift_l shift_r");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    put(
        named,
        windows ? KeyEvent.VK_WINDOWS : KeyEvent.VK_META,
        "super super_l super_r meta cmd command win windows");
    put(named, KeyEvent.VK_ENTER, "enter return kp_enter");
    put(named, KeyEvent.VK_ESCAPE, "esc escape");
    put(named, KeyEvent.VK_TAB, "tab");
    put(named, KeyEvent.VK_BACK_SPACE, "backspace");
    put(named, KeyEvent.VK_DELETE, "delete del");
    put(named, KeyEvent.VK_INSERT, "insert ins");
    put(named, KeyEvent.VK_LEFT, "left arrow_left arrowleft");
    put(named, KeyEvent.VK_UP, "up arrow_up arrowup");
    put(named, KeyEvent.VK_RIGHT, "right arrow_right arrowright");
    put(named, KeyEvent.VK_DOWN, "down arrow_down arrowdown");
    put(named, KeyEvent.VK_HOME, "home");
    put(named, KeyEvent.VK_END, "end");
    put(named, KeyEvent.VK_PAGE_UP, "page_up pageup prior");
    put(named, KeyEvent.VK_PAGE_DOWN, "page_down pagedown next");
    put(named, KeyEvent.VK_SPACE, "space");
    put(named, KeyEvent.VK_MINUS, "minus");
    put(named, KeyEvent.VK_CAPS_LOCK, "caps_lock capslock");
    put(named, KeyEvent.VK_NUM_LOCK, "num_lock numlock");
    put(named, KeyEvent.VK_SCROLL_LOCK, "scroll_lock");
    put(named, KeyEvent.VK_CONTEXT_MENU, "menu");
    put(named, KeyEvent.VK_PRINTSCREEN, "print print_screen printscreen");
    put(named, KeyEvent.VK_PAUSE, "pause");
    for (int f = 1; f <= 12; f++) {
      named.put("f" + f, KeyEvent.VK_F1 + f - 1);
      named.put("f" + (f + 12), KeyEvent.VK_F13 + f - 1);
    }
    return Map.copyOf(named);
  }

  private static void put(Map<String, Integer> named, int code, String names) {
    for (String name : names.split(" ", -1)) {
      named.put(name, code);
    }
  }

  /** A key that is named in any case, or that is written as its one character. */
  static Stroke of(String key) {
    if (!key.isEmpty() && key.codePointCount(0, key.length()) == 1) {
      return ofCharacter(key.codePointAt(0));
    }
    String name = key.toLowerCase(Locale.ROOT);
    Integer code = NAMED.get(name);
    if (code != null) {
      return new Stroke(code, false);
    }
    if (name.equals("plus")) {
      return ofCharacter('+');
    }
    Keysyms.ofKey(key); // which says what is wrong with the name
    throw missing(key);
  }

  /** The keys that spell a text; CR LF counts as one Enter. */
  static List<Stroke> ofText(String text) {
    return text.replace("\r\n", "\n").codePoints().mapToObj(RobotKeys::ofCharacter).toList();
  }

  private static Stroke ofCharacter(int character) {
    Stroke stroke = find(character);
    if (stroke == null) {
      throw missing(Character.toString(character));
    }
    return stroke;
  }

  private static @Nullable Stroke find(int character) {
    if (character >= 'a' && character <= 'z') {
      return new Stroke(KeyEvent.VK_A + character - 'a', false);
    }
    if (character >= 'A' && character <= 'Z') {
      return new Stroke(KeyEvent.VK_A + character - 'A', true);
    }
    int plain = PLAIN.indexOf(character);
    int shifted = SHIFTED.indexOf(character);
    if (plain >= 0 || shifted >= 0) {
      char base = PLAIN.charAt(Math.max(plain, shifted));
      return new Stroke(KeyEvent.getExtendedKeyCodeForChar(base), plain < 0);
    }
    return switch (character) {
      case ' ' -> new Stroke(KeyEvent.VK_SPACE, false);
      case '\n', '\r' -> new Stroke(KeyEvent.VK_ENTER, false);
      case '\t' -> new Stroke(KeyEvent.VK_TAB, false);
      case '\b' -> new Stroke(KeyEvent.VK_BACK_SPACE, false);
      case 0x1b -> new Stroke(KeyEvent.VK_ESCAPE, false);
      case 0x7f -> new Stroke(KeyEvent.VK_DELETE, false);
      default -> null;
    };
  }

  private static GuestException missing(String key) {
    return new GuestException(
        GuestException.Code.UNAVAILABLE,
        "the Robot driver has no key for \""
            + key
            + "\", only those of a US keyboard; put the text on the clipboard and paste it");
  }
}
