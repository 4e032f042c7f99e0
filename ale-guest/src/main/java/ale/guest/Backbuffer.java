package ale.guest;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The last image seen of a screen, in the server's layout (four bytes a pixel, blue first), which
 * notices whether and where the next one differs. Used by one thread at a time.
 */
final class Backbuffer {
  private static final int MOST_REMEMBERED = 1000;

  /** One count for all screens of a guest, so that a number tells which of them it is about. */
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final Size size;
  private final int bytesPerLine;
  private final Tiles tiles;
  private final ArrayDeque<Long> given = new ArrayDeque<>();
  private ByteBuffer seen;
  private ByteBuffer next;

  Backbuffer(Size size, int bytesPerLine) {
    this.size = size;
    this.bytesPerLine = bytesPerLine;
    this.tiles = new Tiles(size);
    this.seen = buffer();
    this.next = buffer();
  }

  private ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(bytesPerLine * size.height()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Room for the next image, to be filled and then {@link #accept accepted}. */
  ByteBuffer next() {
    return next.clear();
  }

  long accept() {
    next.rewind();
    seen.clear();
    if (given.isEmpty() || seen.mismatch(next) >= 0) {
      if (given.size() == MOST_REMEMBERED) {
        given.removeFirst();
      }
      given.add(SEQUENCE.incrementAndGet());
      tiles.compare(
          MemorySegment.ofBuffer(seen), MemorySegment.ofBuffer(next), bytesPerLine, sequence());
      ByteBuffer old = seen;
      seen = next;
      next = old;
    }
    return sequence();
  }

  /** The number of the last image. */
  long sequence() {
    return given.getLast();
  }

  /** Where the image differs from the one with that number; all over if that one is forgotten. */
  List<Box> changes(long since) {
    return given.contains(since)
        ? tiles.changedAfter(since)
        : List.of(new Box(0, 0, size.width(), size.height()));
  }

  Picture picture() {
    int[] rgb = new int[size.width() * size.height()];
    for (int y = 0; y < size.height(); y++) {
      seen.clear()
          .position(y * bytesPerLine)
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asIntBuffer()
          .get(rgb, y * size.width(), size.width());
    }
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] &= 0xffffff;
    }
    return new Picture(size.width(), size.height(), rgb, sequence());
  }
}
