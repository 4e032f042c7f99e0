package ale.doors;

import ale.guest.AccessibleTree;
import ale.guest.Button;
import ale.guest.Direction;
import ale.guest.FileStat;
import ale.guest.Point;
import ale.guest.Size;
import ale.guest.Stillness;
import ale.guest.WindowAction;
import ale.guest.WindowInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The computer behind the doors. What it cannot do fails with a {@link DoorsException} that says
 * "not supported". Paths are absolute here. Safe for use by many threads.
 */
interface Machine extends AutoCloseable {
  // the desktop

  Size size();

  Point cursor();

  /** The screen as a PNG. */
  byte[] screenshot();

  /** Moves the pointer; a place outside the screen becomes the nearest one on it, as in X. */
  void move(Point to);

  void click(Button button, int times);

  void press(Button button);

  void release(Button button);

  void scroll(Direction direction, int notches);

  /** Presses the keys in order and releases them in the opposite order. */
  void chord(List<String> keys);

  void keyDown(String key);

  void keyUp(String key);

  void type(String text);

  Stillness waitStill(Duration quiet, Duration timeout);

  String clipboard();

  void clipboard(String text);

  /** The windows from the bottom to the top. */
  List<WindowInfo> windows();

  void window(long id, WindowAction action);

  /** Asks a window's program to close it; whether it did. */
  boolean close(long window);

  /**
   * What programs tell of what they show, in words.
   *
   * @param nodes how many to tell of at most
   * @param showing whether to leave out what is below something that is not on the screen
   */
  AccessibleTree accessibility(int nodes, boolean showing);

  // programs

  /** Its operating system in computer-server's words: linux, windows or darwin. */
  String system();

  /** The program and arguments that run a line as its users would type it. */
  default List<String> shell(String line) {
    return system().equals("windows") ? List.of("cmd", "/c", line) : List.of("sh", "-c", line);
  }

  Ran run(List<String> argv, byte[] input, Duration timeout);

  /** Starts a program on a terminal of its own. */
  Terminal start(List<String> argv, Map<String, String> env, String cwd, Size cells);

  // files

  /** Where relative paths begin, and {@code ~}. */
  String home();

  /** What is at the path, behind all links; nothing if there is nothing. */
  Optional<FileStat> look(String path);

  byte[] read(String path, long offset, long length);

  /** Replaces the file at once, or makes it; through a link, the file that it points to. */
  void write(String path, byte[] content);

  List<String> list(String path);

  @Override
  void close();
}
