package ale.guest;

import java.util.Arrays;

/**
 * A compressor for the filtered rows of a screen, which are zeros nearly everywhere: runs of zeros,
 * and single bytes in a Huffman code that is made for the picture. It writes one dynamic block of
 * DEFLATE (RFC 1951) with a single distance, one, in a ZLIB stream (RFC 1950).
 *
 * <p>zlib looks at every byte for earlier ones like it; here whoever calls says where nothing has
 * changed, which can be found sixteen pixels at a time. That is ten times as fast.
 */
final class ScreenDeflater {
  private static final int END = 256;
  private static final int LITERALS = 286;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 258;
  private static final int ADLER = 65521;

  private short[] tokens;
  private int count;
  private final int[] uses = new int[LITERALS];
  private long a = 1;
  private long b;
  private boolean afterZero;

  /**
   * @param expected about how many bytes are not zero
   */
  ScreenDeflater(int expected) {
    this.tokens = new short[Math.max(1 << 12, expected)];
  }

  /** One byte. */
  void put(int value) {
    int literal = value & 0xff;
    a += literal;
    b += a;
    token(literal, literal);
    afterZero = literal == 0;
  }

  /** So many zeros. */
  void zeros(int length) {
    b += a * length;
    int left = length;
    if (left > 0 && !afterZero) {
      token(0, 0);
      left--;
      afterZero = true;
    }
    while (left >= SHORTEST) {
      int run = Math.min(left, LONGEST);
      token(END + run, Lengths.SYMBOL[run]);
      left -= run;
    }
    for (; left > 0; left--) {
      token(0, 0);
    }
  }

  /** To be called every few thousand bytes. */
  void endRow() {
    a %= ADLER;
    b %= ADLER;
  }

  private void token(int token, int symbol) {
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * count);
    }
    tokens[count++] = (short) token;
    uses[symbol]++;
  }

  /** The whole stream. */
  Bits finish() {
    endRow();
    uses[END] = 1;
    int[] lengths = Huffman.lengths(uses);
    int[] codes = Huffman.codes(lengths);
    var out = new Bits(count + 1024);
    out.add(0x78, 8);
    out.add(0x01, 8);
    header(out, lengths);
    for (int i = 0; i < count; i++) {
      int token = tokens[i];
      if (token < END) {
        out.add(codes[token], lengths[token]);
      } else {
        int run = token - END;
        int symbol = Lengths.SYMBOL[run];
        out.add(codes[symbol], lengths[symbol]);
        out.add(run - Lengths.BASE[run], Lengths.EXTRA[run]);
        out.add(0, 1); // the distance
      }
    }
    out.add(codes[END], lengths[END]);
    out.align();
    for (long part : new long[] {b >> 8, b, a >> 8, a}) {
      out.add((int) part & 0xff, 8);
    }
    return out;
  }

  /** The last and only block, and its two codes, told in four bits a length without runs. */
  private static void header(Bits out, int[] lengths) {
    out.add(1, 1);
    out.add(2, 2);
    out.add(LITERALS - 257, 5);
    out.add(0, 5);
    out.add(19 - 4, 4);
    for (int order = 0; order < 19; order++) {
      out.add(order < 3 ? 0 : 4, 3); // 16, 17 and 18 come first
    }
    for (int length : lengths) {
      out.add(Huffman.reversed(length, 4), 4);
    }
    out.add(Huffman.reversed(1, 4), 4);
  }

  /** How RFC 1951 writes the lengths of runs: a symbol, and bits to add to its base. */
  private static final class Lengths {
    private static final int[] SYMBOL = new int[LONGEST + 1];
    private static final int[] BASE = new int[LONGEST + 1];
    private static final int[] EXTRA = new int[LONGEST + 1];

    static {
      int length = SHORTEST;
      for (int symbol = 257; symbol < 285; symbol++) {
        int extra = symbol < 265 ? 0 : (symbol - 261) / 4;
        int base = length;
        for (int i = 0; i < 1 << extra && length < LONGEST; i++, length++) {
          SYMBOL[length] = symbol;
          BASE[length] = base;
          EXTRA[length] = extra;
        }
      }
      SYMBOL[LONGEST] = 285;
      BASE[LONGEST] = LONGEST;
    }
  }
}
