package ale.agents.generalist;

import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Screenshots made small enough for a model. */
final class Pictures {
  private static final String PNG = "image/png";

  private static final long MOST_PIXELS = 64L << 20;

  private Pictures() {}

  /** Width and height stand at the same place in every PNG. */
  private static long pixels(byte[] png) {
    ByteBuffer header = ByteBuffer.wrap(png);
    return Integer.toUnsignedLong(header.getInt(16)) * Integer.toUnsignedLong(header.getInt(20));
  }

  /** The picture, scaled down if its longer edge has more pixels. */
  static Message.Picture within(int edge, byte[] png) {
    if (png.length < 24 || pixels(png) > MOST_PIXELS) {
      return new Message.Picture(png, PNG); // whoever made it was up to no good
    }
    try {
      BufferedImage whole = ImageIO.read(new ByteArrayInputStream(png));
      if (whole == null || Math.max(whole.getWidth(), whole.getHeight()) <= edge) {
        return new Message.Picture(png, PNG);
      }
      double scale = (double) edge / Math.max(whole.getWidth(), whole.getHeight());
      int width = Math.max(1, (int) Math.round(whole.getWidth() * scale));
      int height = Math.max(1, (int) Math.round(whole.getHeight() * scale));
      BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      var graphics = small.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.drawImage(
          whole.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
      graphics.dispose();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(small, "png", out);
      return new Message.Picture(out.toByteArray(), PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
