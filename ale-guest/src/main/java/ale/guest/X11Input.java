package ale.guest;

import ale.core.Opening;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mouse and keyboard of an X server, moved through its XTEST extension.
 *
 * <p>A window manager that looks at a press before its window does makes the server hold back all
 * that the mouse does meanwhile, and report it later at the pointer's newest place: two quick
 * clicks would become a drag. A gesture is therefore over only when the server has handed out its
 * releases, which it shows by counting the button as up.
 */
final class X11Input implements Input {
  private static final int KEY_PRESS = 2;
  private static final int KEY_RELEASE = 3;
  private static final int BUTTON_PRESS = 4;
  private static final int BUTTON_RELEASE = 5;
  private static final int MOTION = 6;
  private static final int LOCK_MASK = 2;
  private static final int DRAG_STEPS = 16;
  private static final int FIRST_BUTTON_MASK = 0x100;

  /** The server tells whether a button is down of so many only. */
  private static final int BUTTONS_TOLD = 5;

  /** A window manager that hangs keeps its desktop from being clicked, but not the guest. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Point NOWHERE = new Point(0, 0);

  private final X11Connection connection;
  private final int xtest;
  private final Keyboard keyboard;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Set<Integer> keysDown = new TreeSet<>();
  private final Set<Button> buttonsDown = new TreeSet<>();
  private int released;

  private X11Input(X11Connection connection) throws IOException {
    this.connection = connection;
    this.xtest = connection.extension("XTEST");
    this.keyboard = new Keyboard(connection);
  }

  static X11Input open(Display display) {
    try {
      return Opening.with(X11Connection.open(display), X11Input::new);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private interface Gesture<T> {
    T make() throws IOException, InterruptedException;
  }

  private <T> T gesture(Gesture<T> gesture) {
    lock.lock();
    try {
      T result = gesture.make();
      awaitReleases();
      return result;
    } catch (IOException e) {
      throw lost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestException(GuestException.Code.CANCELLED, "the gesture was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void awaitReleases() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while ((connection.pointer().mask() & released) != 0 && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
    released = 0;
  }

  private interface Motion {
    void make() throws IOException, InterruptedException;
  }

  private void act(Motion motion) {
    gesture(() -> {
      motion.make();
      return this;
    });
  }

  @Override
  public Point cursor() {
    return gesture(() -> connection.pointer().at());
  }

  @Override
  public void move(Point to) {
    act(() -> motion(to));
  }

  @Override
  public void press(Button button) {
    act(() -> button(BUTTON_PRESS, button));
  }

  @Override
  public void release(Button button) {
    act(() -> button(BUTTON_RELEASE, button));
  }

  @Override
  public void click(Button button, int times) {
    act(() -> {
      for (int i = 0; i < times; i++) {
        button(BUTTON_PRESS, button);
        button(BUTTON_RELEASE, button);
      }
    });
  }

  @Override
  public void drag(Point from, Point to, Button button) {
    act(() -> {
      motion(from);
      button(BUTTON_PRESS, button);
      for (int i = 1; i <= DRAG_STEPS; i++) {
        motion(
            new Point(
                from.x() + (to.x() - from.x()) * i / DRAG_STEPS,
                from.y() + (to.y() - from.y()) * i / DRAG_STEPS));
        connection.sync();
      }
      button(BUTTON_RELEASE, button);
    });
  }

  @Override
  public void scroll(Direction direction, int notches) {
    act(() -> {
      for (int i = 0; i < notches; i++) {
        button(BUTTON_PRESS, direction.wheelButton());
        button(BUTTON_RELEASE, direction.wheelButton());
      }
    });
  }

  @Override
  public void keysDown(List<String> keys) {
    act(() -> down(strokes(keys)));
  }

  @Override
  public void keysUp(List<String> keys) {
    act(() -> up(strokes(keys)));
  }

  @Override
  public void chord(List<String> keys) {
    act(() -> {
      Deque<Integer> strokes = strokes(keys);
      down(strokes);
      up(strokes);
    });
  }

  @Override
  public void type(String text) {
    int[] keysyms = Keysyms.ofText(text);
    act(() -> {
      keyboard.refresh();
      boolean capsLock = (connection.pointer().mask() & LOCK_MASK) != 0;
      if (capsLock) {
        tap(Keysyms.CAPS_LOCK);
      }
      for (int keysym : keysyms) {
        tap(keysym);
      }
      if (capsLock) {
        tap(Keysyms.CAPS_LOCK);
      }
    });
  }

  private void tap(int keysym) throws IOException, InterruptedException {
    Keyboard.Stroke stroke = keyboard.stroke(keysym);
    int shift = stroke.shift() ? keyboard.stroke(Keysyms.SHIFT).keycode() : 0;
    if (stroke.shift()) {
      key(KEY_PRESS, shift);
    }
    key(KEY_PRESS, stroke.keycode());
    key(KEY_RELEASE, stroke.keycode());
    if (stroke.shift()) {
      key(KEY_RELEASE, shift);
    }
  }

  /** The keys of a chord in order; a character such as {@code A} or {@code ?} brings its Shift. */
  private Deque<Integer> strokes(List<String> keys) throws IOException, InterruptedException {
    var keysyms = new ArrayList<Integer>();
    for (String key : keys) {
      keysyms.add(Keysyms.ofKey(key));
    }
    keyboard.refresh();
    int shift = keyboard.stroke(Keysyms.SHIFT).keycode();
    var codes = new ArrayDeque<Integer>();
    for (int keysym : keysyms) {
      Keyboard.Stroke stroke = keyboard.stroke(keysym);
      if (stroke.shift() && !codes.contains(shift)) {
        codes.add(shift);
      }
      codes.add(stroke.keycode());
    }
    return codes;
  }

  private void down(Deque<Integer> codes) throws IOException {
    for (int code : codes) {
      key(KEY_PRESS, code);
    }
  }

  private void up(Deque<Integer> codes) throws IOException {
    for (int code : codes.reversed()) {
      key(KEY_RELEASE, code);
    }
  }

  private void motion(Point to) throws IOException {
    connection.fakeInput(xtest, MOTION, 0, to);
  }

  private void button(int type, Button button) throws IOException {
    button(type, button.number());
    if (type == BUTTON_PRESS) {
      buttonsDown.add(button);
    } else {
      buttonsDown.remove(button);
    }
  }

  private void button(int type, int number) throws IOException {
    fake(type, number);
    int mask = number <= BUTTONS_TOLD ? FIRST_BUTTON_MASK << (number - 1) : 0;
    released = type == BUTTON_RELEASE ? released | mask : released & ~mask;
  }

  private void key(int type, int code) throws IOException {
    fake(type, code);
    if (type == KEY_PRESS) {
      keysDown.add(code);
    } else {
      keysDown.remove(code);
    }
  }

  private void fake(int type, int detail) throws IOException {
    connection.fakeInput(xtest, type, detail, NOWHERE);
  }

  static GuestException lost(IOException e) {
    return new GuestException(
        GuestException.Code.UNAVAILABLE, "the display is lost: " + e.getMessage(), e);
  }

  /** Lets go of everything and leaves the keyboard as it was found. */
  @Override
  public void close() {
    lock.lock();
    try (connection) {
      for (int code : List.copyOf(keysDown)) {
        key(KEY_RELEASE, code);
      }
      for (Button button : List.copyOf(buttonsDown)) {
        button(BUTTON_RELEASE, button);
      }
      keyboard.giveBack();
    } catch (IOException e) {
      // the display went away first, and its keyboard with it
    } finally {
      lock.unlock();
    }
  }
}
