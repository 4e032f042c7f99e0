package ale.guest;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A pseudo-terminal of Linux. One thread reads; any may do the rest. */
final class LinuxTerminal implements Terminal {
  private static final int READ_WRITE = 2;
  private static final int NOT_OURS = 0x100;
  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final long SET_WINDOW_SIZE = 0x5414;
  private static final short INPUT = 1;
  private static final short OUTPUT = 4;
  private static final int LOOK_AGAIN_MS = 1000;
  private static final int WRITE_AGAIN_MS = 50;
  private static final int CHUNK = 1 << 16;

  /**
   * A session's leader that opens a terminal gets it as its own, with the signals that Ctrl-C and
   * the like cause. The guest must not open it itself: it may be such a leader too. A guest that
   * was started in the background ignores Ctrl-C, and its programs would inherit that.
   */
  private static final String WRAPPER = "line=$1; shift; exec \"$@\" <>\"$line\" >&0 2>&0";

  private final int descriptor;
  private final String line;
  private final MemorySegment buffer = Arena.ofAuto().allocate(CHUNK);
  private volatile boolean closed;

  private LinuxTerminal(int descriptor, String line) {
    this.descriptor = descriptor;
    this.line = line;
  }

  static LinuxTerminal open(int columns, int rows) {
    int descriptor = LibC.OPENPT.demand(READ_WRITE | NOT_OURS | NON_BLOCKING | CLOSE_ON_EXEC);
    try (Arena arena = Arena.ofConfined()) {
      LibC.GRANTPT.demand(descriptor);
      LibC.UNLOCKPT.demand(descriptor);
      MemorySegment name = arena.allocate(64);
      if (LibC.PTSNAME.call(descriptor, name, name.byteSize()).value() != 0) {
        throw new GuestException(GuestException.Code.UNAVAILABLE, "a terminal has no name");
      }
      var terminal = new LinuxTerminal(descriptor, name.getString(0));
      terminal.resize(columns, rows);
      return terminal;
    } catch (GuestException e) {
      LibC.CLOSE.demand(descriptor);
      throw e;
    }
  }

  @Override
  public List<String> command(List<String> argv) {
    var command =
        new ArrayList<>(
            List.of("setsid", "env", "--default-signal", "sh", "-c", WRAPPER, "sh", line));
    command.addAll(argv);
    return command;
  }

  @Override
  public void resize(int columns, int rows) {
    try (Arena arena = Arena.ofConfined()) {
      short[] size = {(short) rows, (short) columns, 0, 0};
      LibC.IOCTL.demand(
          descriptor, SET_WINDOW_SIZE, arena.allocateFrom(ValueLayout.JAVA_SHORT, size));
    }
  }

  @Override
  public int read(byte[] into) throws IOException {
    while (!closed) {
      await(INPUT, LOOK_AGAIN_MS);
      LibC.Result result = LibC.READ.call(descriptor, buffer, (long) Math.min(into.length, CHUNK));
      if (result.value() > 0) {
        int count = (int) result.value();
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, count);
        return count;
      }
      if (result.value() == 0 || result.error() == LibC.EIO) {
        return -1;
      }
      require(result);
    }
    return -1;
  }

  @Override
  public synchronized int write(byte[] bytes, Duration patience, BooleanSupplier cancelled)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    int done = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment all = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      while (done < bytes.length
          && !closed
          && !cancelled.getAsBoolean()
          && System.nanoTime() < deadline) {
        LibC.Result result =
            LibC.WRITE.call(descriptor, all.asSlice(done), (long) bytes.length - done);
        if (result.value() > 0) {
          done += (int) result.value();
        } else {
          require(result);
          await(OUTPUT, WRITE_AGAIN_MS);
        }
      }
    }
    return done;
  }

  private static void require(LibC.Result result) throws IOException {
    if (result.value() < 0 && result.error() != LibC.EAGAIN && result.error() != LibC.EINTR) {
      throw new IOException("the terminal fails with error " + result.error());
    }
  }

  private void await(short event, int atMostMs) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(8, 4);
      poll.set(ValueLayout.JAVA_INT, 0, descriptor);
      poll.set(ValueLayout.JAVA_SHORT, 4, event);
      LibC.POLL.call(poll, 1L, atMostMs);
    }
  }

  /** Called by the thread that reads, when it is done. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.CLOSE.demand(descriptor);
    }
  }
}
