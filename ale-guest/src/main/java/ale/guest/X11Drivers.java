package ale.guest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The way to a desktop of an X server.
 *
 * @param display absent if the guest was started without one
 * @param framebuffer the file in which the server keeps its screen, with the pointer drawn in
 */
record X11Drivers(Optional<Display> display, Optional<Path> framebuffer) implements Drivers {
  @Override
  public boolean showsPointer() {
    return framebuffer.isPresent();
  }

  @Override
  public Screen screen(boolean pointer) {
    if (!pointer) {
      return X11Screen.open(required());
    }
    return FramebufferScreen.open(
        framebuffer.orElseThrow(() ->
            new GuestException(
                GuestException.Code.UNAVAILABLE,
                "only a guest that reads the frame buffer sees the pointer")));
  }

  @Override
  public Input input() {
    return X11Input.open(required());
  }

  @Override
  public Windows windows() {
    return X11Manager.open(required());
  }

  @Override
  public Clipboard clipboard() {
    return new X11Clipboard(required());
  }

  private Display required() {
    return display.orElseThrow(() ->
        new GuestException(
            GuestException.Code.UNAVAILABLE, "this guest was started without a display"));
  }
}
