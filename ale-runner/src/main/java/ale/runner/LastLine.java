package ale.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The last whole line of a file, found from its end.
 *
 * @param text without its line end; "" if there is none
 * @param end how much of the file is whole
 * @param looked how many bytes were read to find it
 */
record LastLine(String text, long end, long looked) {
  private static final int BLOCK = 1 << 13;

  static LastLine of(FileChannel file) throws IOException {
    byte[] tail = new byte[0];
    long from = file.size();
    while (true) {
      int end = newline(tail, tail.length);
      int start = end < 0 ? -1 : newline(tail, end);
      if (start >= 0 || from == 0) {
        String text =
            end < 0 ? "" : new String(tail, start + 1, end - start - 1, StandardCharsets.UTF_8);
        return new LastLine(text, from + end + 1, tail.length);
      }
      int more = (int) Math.min(Math.max(BLOCK, tail.length), from);
      byte[] grown = new byte[more + tail.length];
      System.arraycopy(tail, 0, grown, more, tail.length);
      from -= more;
      ByteBuffer block = ByteBuffer.wrap(grown, 0, more);
      while (block.hasRemaining()) {
        if (file.read(block, from + block.position()) < 0) {
          throw new IOException("it became shorter while it was read");
        }
      }
      tail = grown;
    }
  }

  private static int newline(byte[] bytes, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
