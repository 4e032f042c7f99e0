package ale.doors;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An output to which a server writes messages of JSON-RPC, a line each, of which it can be awaited
 * that every request was answered. The SDK, told of the end, drops what it has not written yet.
 */
final class Answers extends FilterOutputStream {
  /** A message's own fields stand in front of its long ones. */
  private static final int HEAD = 1024;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
  private int owed;

  Answers(OutputStream out) {
    super(out);
  }

  @Override
  public synchronized void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] == '\n') {
        ended(head.toString(StandardCharsets.UTF_8));
        head.reset();
      } else if (head.size() < HEAD) {
        head.write(bytes[at]);
      }
    }
  }

  private void ended(String line) {
    if (line.contains("\"result\":") || line.contains("\"error\":")) {
      owed--;
      notifyAll();
    }
  }

  /** Says that a request was read. */
  synchronized void owe() {
    owed++;
  }

  /** Writes the answer to a line that was no request, and ends it. */
  synchronized void complain(byte[] line) throws IOException {
    out.write(line);
    out.flush();
  }

  /** Waits until no answer is owed, at most for that long: a client may be gone. */
  synchronized void awaitAll(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toMillis(); owed > 0 && left > 0; left = left(end)) {
      wait(left);
    }
  }

  private static long left(long end) {
    return (end - System.nanoTime()) / 1_000_000;
  }
}
