package ale.cli;

import ale.runner.entrance.BlockDigits;
import ale.runner.entrance.ProbePanel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Eyes for scripted models: reads block digits on plates out of a screenshot. */
final class Plates {
  private static final int PLATE = 0xF4F1E4;
  private static final int INK = 0x202020;
  private static final int BLOCK = 12;

  /** A plate that was seen, and its middle from 0 to 1000. */
  record Plate(String digits, int x, int y) {}

  private final BufferedImage screen;

  private Plates(BufferedImage screen) {
    this.screen = screen;
  }

  static List<Plate> in(byte[] png) {
    return of(png).all();
  }

  /** Whether a plate is framed because it was clicked. */
  static boolean chosen(byte[] png) {
    Plates seen = of(png);
    for (int y = 0; y < seen.screen.getHeight(); y++) {
      for (int x = 0; x < seen.screen.getWidth(); x++) {
        if (seen.is(x, y, ProbePanel.CHOSEN.getRGB() & 0xFFFFFF)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Plates of(byte[] png) {
    try {
      return new Plates(Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean is(int x, int y, int colour) {
    return x >= 0
        && y >= 0
        && x < screen.getWidth()
        && y < screen.getHeight()
        && (screen.getRGB(x, y) & 0xFFFFFF) == colour;
  }

  private boolean plate(int x, int y) {
    return is(x, y, PLATE) || is(x, y, INK);
  }

  private List<Plate> all() {
    List<Plate> found = new ArrayList<>();
    for (int y = 0; y < screen.getHeight(); y++) {
      for (int x = 0; x < screen.getWidth(); x++) {
        boolean corner = is(x, y, PLATE) && !plate(x - 1, y) && !plate(x, y - 1);
        if (corner && is(x + BLOCK - 1, y + BLOCK - 1, PLATE)) {
          found.add(at(x, y));
        }
      }
    }
    return found;
  }

  private Plate at(int left, int top) {
    int width = 0;
    while (plate(left + width, top)) {
      width++;
    }
    int count = (width / BLOCK - 1) / (BlockDigits.COLUMNS + 1);
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(digit(left + BLOCK * (1 + i * (BlockDigits.COLUMNS + 1)), top + BLOCK));
    }
    int height = (BlockDigits.ROWS + 2) * BLOCK;
    return new Plate(
        digits.toString(),
        (left + width / 2) * 1000 / screen.getWidth(),
        (top + height / 2) * 1000 / screen.getHeight());
  }

  private String digit(int left, int top) {
    for (int digit = 0; digit < 10; digit++) {
      boolean same = true;
      for (int row = 0; row < BlockDigits.ROWS; row++) {
        for (int column = 0; column < BlockDigits.COLUMNS; column++) {
          int x = left + column * BLOCK + BLOCK / 2;
          int y = top + row * BLOCK + BLOCK / 2;
          same &= is(x, y, INK) == BlockDigits.filled(digit, row, column);
        }
      }
      if (same) {
        return Integer.toString(digit);
      }
    }
    return "?";
  }
}
