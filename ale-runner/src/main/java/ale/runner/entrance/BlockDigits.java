package ale.runner.entrance;

import java.awt.Color;
import java.awt.Graphics;
import java.util.List;

/** Digits of five rows of three blocks, large enough for every eye, and known to no font. */
public final class BlockDigits {
  public static final int ROWS = 5;
  public static final int COLUMNS = 3;

  private static final List<String> SHAPES =
      List.of(
          "111101101101111",
          "010110010010111",
          "111001111100111",
          "111001111001111",
          "101101111001001",
          "111100111001111",
          "111100111101111",
          "111001001001001",
          "111101111101111",
          "111101111001111");

  private BlockDigits() {}

  /** Whether a block of a digit is filled. */
  public static boolean filled(int digit, int row, int column) {
    return SHAPES.get(digit).charAt(row * COLUMNS + column) == '1';
  }

  /** Draws digits side by side; each is four blocks wide with the gap behind it. */
  static void draw(Graphics graphics, String digits, int x, int y, int block, Color ink) {
    graphics.setColor(ink);
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          if (filled(digit, row, column)) {
            graphics.fillRect(
                x + (i * (COLUMNS + 1) + column) * block, y + row * block, block, block);
          }
        }
      }
    }
  }
}
