package ale.guest;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A pseudo-terminal, seen from the side where a person would sit. Everything about it that is not
 * the same on every system is behind this interface.
 */
interface Terminal extends Closeable {
  /** Makes terminals. */
  interface Maker {
    Terminal open(int columns, int rows);
  }

  /** The command that runs a program with this terminal as its own. */
  List<String> command(List<String> argv);

  /** Waits for what the program shows; -1 once nobody holds the other side any more. */
  int read(byte[] into) throws IOException;

  /** Types; how much the program's side took before the patience or the wish was over. */
  int write(byte[] bytes, Duration patience, BooleanSupplier cancelled) throws IOException;

  void resize(int columns, int rows);

  @Override
  void close();

  /** The way of this system. */
  static Maker here() {
    return (columns, rows) -> {
      if (!LibC.LINUX) {
        throw new GuestException(
            GuestException.Code.UNAVAILABLE, "this guest makes terminals on Linux only");
      }
      return LinuxTerminal.open(columns, rows);
    };
  }
}
