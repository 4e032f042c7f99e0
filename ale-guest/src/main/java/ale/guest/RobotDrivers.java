package ale.guest;

import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The way to the desktop of any system that Java draws on, by {@code java.awt.Robot}: for Windows
 * and macOS, and for X servers where nothing better is to be had. It sees the main screen without
 * the pointer, and knows nothing of other programs' windows.
 */
final class RobotDrivers implements Drivers {
  private final Robot robot;

  private RobotDrivers(Robot robot) {
    this.robot = robot;
  }

  static RobotDrivers open() {
    System.setProperty("java.awt.headless", "false");
    try {
      if (GraphicsEnvironment.isHeadless()) {
        throw unavailable("Java was started for a machine without a screen", null);
      }
      return new RobotDrivers(new Robot());
    } catch (AWTException | AWTError | HeadlessException | LinkageError e) {
      throw unavailable(
          "Java cannot use the screen of this machine (on X it uses the DISPLAY that it was"
              + " started with): "
              + e.getMessage(),
          e);
    }
  }

  private static GuestException unavailable(String message, @Nullable Throwable cause) {
    return cause == null
        ? new GuestException(GuestException.Code.UNAVAILABLE, message)
        : new GuestException(GuestException.Code.UNAVAILABLE, message, cause);
  }

  @Override
  public boolean showsPointer() {
    return false;
  }

  @Override
  public Screen screen(boolean pointer) {
    if (pointer) {
      throw unavailable("Java's pictures of the screen do not show the pointer", null);
    }
    return new GrabbedScreen(() ->
        robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())));
  }

  @Override
  public Input input() {
    return new RobotInput(robot);
  }

  @Override
  public Windows windows() {
    throw unavailable("Java does not tell of other programs' windows", null);
  }

  @Override
  public Clipboard clipboard() {
    return new SystemClipboard();
  }

  /** The clipboard as Java's own programs see it. */
  private static final class SystemClipboard implements Clipboard {
    @Override
    public synchronized String read() {
      try {
        var clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
        return clipboard.isDataFlavorAvailable(DataFlavor.stringFlavor)
            ? (String) clipboard.getData(DataFlavor.stringFlavor)
            : "";
      } catch (UnsupportedFlavorException e) {
        return "";
      } catch (IOException | IllegalStateException e) {
        throw unavailable("the clipboard cannot be read now: " + e.getMessage(), e);
      }
    }

    @Override
    public synchronized void write(String text) {
      try {
        Toolkit.getDefaultToolkit()
            .getSystemClipboard()
            .setContents(new StringSelection(text), null);
      } catch (IllegalStateException e) {
        throw unavailable("the clipboard cannot be written now: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {}
  }
}
