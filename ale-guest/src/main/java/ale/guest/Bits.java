package ale.guest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are filled bit by bit, the lowest first, as DEFLATE has it. */
final class Bits {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;
  private long waiting;
  private int held;

  Bits(int expected) {
    this.bytes = new byte[Math.max(16, expected)];
  }

  /** At most 16 bits. */
  void add(int value, int width) {
    waiting |= (long) value << held;
    held += width;
    if (held >= 48) {
      if (size + Long.BYTES > bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length + Long.BYTES);
      }
      LONG.set(bytes, size, waiting);
      size += 6;
      waiting >>>= 48;
      held -= 48;
    }
  }

  /** Goes on at the next whole byte, with all before it in {@link #bytes}. */
  void align() {
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, size + 2 * Long.BYTES));
    for (; held > 0; held -= 8) {
      bytes[size++] = (byte) waiting;
      waiting >>>= 8;
    }
    held = 0;
    waiting = 0;
  }

  byte[] bytes() {
    align();
    return bytes;
  }

  /** Whole bytes so far. */
  int size() {
    align();
    return size;
  }
}
