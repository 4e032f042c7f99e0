package ale.guest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Screen, input, windows and clipboard of one display, each opened when first needed and again
 * after it was lost: the guest may well start before the display does.
 */
final class Desktop implements AutoCloseable {
  private enum Part {
    SCREEN,
    BARE_SCREEN,
    INPUT,
    WINDOWS,
    CLIPBOARD
  }

  private final Drivers drivers;
  private final Map<Part, Closeable> open = new EnumMap<>(Part.class);

  Desktop(Drivers drivers) {
    this.drivers = drivers;
  }

  /** The desktop of an X server. */
  Desktop(Optional<Display> display, Optional<Path> framebuffer) {
    this(new X11Drivers(display, framebuffer));
  }

  Screen screen() {
    return screen(drivers.showsPointer());
  }

  /** With the pointer drawn in, or without. */
  Screen screen(boolean pointer) {
    return part(
        pointer ? Part.SCREEN : Part.BARE_SCREEN, Screen.class, () -> drivers.screen(pointer));
  }

  Input input() {
    return part(Part.INPUT, Input.class, drivers::input);
  }

  Windows windows() {
    return part(Part.WINDOWS, Windows.class, drivers::windows);
  }

  Clipboard clipboard() {
    return part(Part.CLIPBOARD, Clipboard.class, drivers::clipboard);
  }

  private synchronized <T extends Closeable> T part(Part part, Class<T> type, Supplier<T> opening) {
    Closeable known = open.get(part);
    if (known != null) {
      return type.cast(known);
    }
    T fresh = opening.get();
    open.put(part, fresh);
    return fresh;
  }

  /** The X display that it stands on, if it does. */
  Optional<Display> display() {
    return drivers instanceof X11Drivers x11 ? x11.display() : Optional.empty();
  }

  /** Forgets connections that no longer work, so that the next use opens new ones. */
  @Override
  public synchronized void close() {
    List<Closeable> all = List.copyOf(open.values());
    open.clear();
    for (Closeable one : all) {
      try {
        one.close();
      } catch (IOException e) {
        // it was of no more use anyway
      }
    }
  }
}
