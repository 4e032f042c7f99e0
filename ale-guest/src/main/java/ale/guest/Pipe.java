package ale.guest;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A pipe of Linux that a program writes into and we read from.
 *
 * <p>The JDK closes the pipes it makes as soon as the program has ended, which kills what the
 * program left in the background when that writes next. This one is read for as long as anybody may
 * write. Closing it lets go of the writing end only.
 */
final class Pipe implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 0x80000;

  private final InputStream from;
  private final int writing;

  private Pipe(InputStream from, int writing) {
    this.from = from;
    this.writing = writing;
  }

  static Pipe open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
      LibC.PIPE2.demand(ends, CLOSE_ON_EXEC);
      int reading = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
      int writing = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
      try {
        return new Pipe(new FileInputStream(file(reading)), writing);
      } catch (IOException e) {
        LibC.CLOSE.demand(writing);
        throw e;
      } finally {
        LibC.CLOSE.demand(reading);
      }
    }
  }

  private static File file(int descriptor) {
    return new File("/proc/self/fd/" + descriptor);
  }

  InputStream from() {
    return from;
  }

  /** Where a program is to write to that is started before this is closed. */
  File to() {
    return file(writing);
  }

  @Override
  public void close() {
    LibC.CLOSE.demand(writing);
  }
}
