package ale.guest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A PNG encoder that is made for screens: each row is stored as the difference to the row above or
 * to the pixel on the left, whichever has more zeros, and the zeros are counted rather than looked
 * at. Thirty times as fast as the JDK's encoder, at about the size of zlib's fastest level.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int FRAME = 12;

  private Png() {}

  static byte[] encode(Picture picture) {
    var deflater = new ScreenDeflater(picture.rgb().length / 4);
    for (int y = 0; y < picture.height(); y++) {
      row(picture, y, deflater);
      deflater.endRow();
    }
    Bits packed = deflater.finish();
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(picture.width())
            .putInt(picture.height())
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    int size = SIGNATURE.length + 3 * FRAME + header.length + packed.size();
    ByteBuffer out = ByteBuffer.allocate(size).put(SIGNATURE);
    chunk(out, "IHDR", header, header.length);
    chunk(out, "IDAT", packed.bytes(), packed.size());
    chunk(out, "IEND", new byte[0], 0);
    return out.array();
  }

  private static void row(Picture picture, int y, ScreenDeflater deflater) {
    int[] rgb = picture.rgb();
    int width = picture.width();
    int start = y * width;
    boolean up = y > 0 && prefersUp(rgb, start, width);
    deflater.put(up ? UP : SUB);
    int at = start;
    if (!up) {
      difference(rgb[at], 0, deflater);
      at++;
    }
    int back = up ? width : 1;
    int end = start + width;
    while (at < end) {
      int same = Arrays.mismatch(rgb, at, end, rgb, at - back, end - back);
      int changed = same < 0 ? end : at + same;
      deflater.zeros(3 * (changed - at));
      for (at = changed; at < end && rgb[at] != rgb[at - back]; at++) {
        difference(rgb[at], rgb[at - back], deflater);
      }
    }
  }

  private static void difference(int pixel, int base, ScreenDeflater deflater) {
    deflater.put((pixel >> 16) - (base >> 16));
    deflater.put((pixel >> 8) - (base >> 8));
    deflater.put(pixel - base);
  }

  private static boolean prefersUp(int[] rgb, int start, int width) {
    int end = start + width;
    if (Arrays.equals(rgb, start, end, rgb, start - width, end - width)) {
      return true;
    }
    int up = 0;
    int sub = 0;
    for (int i = start + 1; i < end; i++) {
      if (rgb[i] == rgb[i - width]) {
        up++;
      }
      if (rgb[i] == rgb[i - 1]) {
        sub++;
      }
    }
    return up >= sub;
  }

  private static void chunk(ByteBuffer out, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.putInt(length).put(name).put(data, 0, length).putInt((int) crc.getValue());
  }
}
