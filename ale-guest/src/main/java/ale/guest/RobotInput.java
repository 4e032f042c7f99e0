package ale.guest;

import java.awt.IllegalComponentStateException;
import java.awt.MouseInfo;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;

/**
 * Mouse and keyboard by {@code java.awt.Robot}. It presses keys as a US keyboard has them; any
 * other character has no key here, and is for the clipboard.
 */
final class RobotInput implements Input {
  private final Robot robot;

  RobotInput(Robot robot) {
    this.robot = robot;
  }

  @Override
  public synchronized void move(Point to) {
    robot.mouseMove(to.x(), to.y());
  }

  @Override
  public Point cursor() {
    var pointer = MouseInfo.getPointerInfo();
    if (pointer == null) {
      throw new GuestException(GuestException.Code.UNAVAILABLE, "there is no mouse pointer");
    }
    return new Point(pointer.getLocation().x, pointer.getLocation().y);
  }

  @Override
  public synchronized void press(Button button) {
    robot.mousePress(mask(button));
  }

  @Override
  public synchronized void release(Button button) {
    robot.mouseRelease(mask(button));
  }

  private static int mask(Button button) {
    return switch (button) {
      case LEFT -> InputEvent.BUTTON1_DOWN_MASK;
      case MIDDLE -> InputEvent.BUTTON2_DOWN_MASK;
      case RIGHT -> InputEvent.BUTTON3_DOWN_MASK;
      case BACK, FORWARD -> extra(button == Button.BACK ? 4 : 5);
    };
  }

  private static int extra(int number) {
    try {
      return InputEvent.getMaskForButton(number);
    } catch (IllegalArgumentException | IllegalComponentStateException e) {
      throw new GuestException(
          GuestException.Code.UNAVAILABLE, "this mouse has no button " + number, e);
    }
  }

  @Override
  public synchronized void click(Button button, int times) {
    for (int i = 0; i < times; i++) {
      press(button);
      release(button);
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

  /** To the side, the wheel turns with Shift held, as desktops have it. */
  @Override
  public synchronized void scroll(Direction direction, int notches) {
    boolean sideways = direction == Direction.LEFT || direction == Direction.RIGHT;
    int turn = direction == Direction.UP || direction == Direction.LEFT ? -1 : 1;
    if (sideways) {
      robot.keyPress(KeyEvent.VK_SHIFT);
    }
    try {
      for (int i = 0; i < notches; i++) {
        robot.mouseWheel(turn);
      }
    } finally {
      if (sideways) {
        robot.keyRelease(KeyEvent.VK_SHIFT);
      }
    }
  }

  @Override
  public synchronized void keysDown(List<String> keys) {
    List<RobotKeys.Stroke> strokes = keys.stream().map(RobotKeys::of).toList();
    strokes.forEach(this::down);
  }

  @Override
  public synchronized void keysUp(List<String> keys) {
    List<RobotKeys.Stroke> strokes = keys.stream().map(RobotKeys::of).toList();
    strokes.reversed().forEach(this::up);
  }

  @Override
  public synchronized void chord(List<String> keys) {
    keysDown(keys);
    keysUp(keys);
  }

  @Override
  public synchronized void type(String text) {
    List<RobotKeys.Stroke> strokes = RobotKeys.ofText(text);
    for (RobotKeys.Stroke stroke : strokes) {
      down(stroke);
      up(stroke);
    }
  }

  private void down(RobotKeys.Stroke stroke) {
    if (stroke.shift()) {
      robot.keyPress(KeyEvent.VK_SHIFT);
    }
    robot.keyPress(stroke.code());
  }

  private void up(RobotKeys.Stroke stroke) {
    robot.keyRelease(stroke.code());
    if (stroke.shift()) {
      robot.keyRelease(KeyEvent.VK_SHIFT);
    }
  }

  @Override
  public void close() {}
}
