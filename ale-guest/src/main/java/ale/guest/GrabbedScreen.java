package ale.guest;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A screen that somebody else takes pictures of, whole ones, and that may change its size. */
final class GrabbedScreen implements Screen {
  private final Supplier<BufferedImage> camera;
  private Size size = new Size(0, 0);
  private @Nullable Backbuffer buffer;

  GrabbedScreen(Supplier<BufferedImage> camera) {
    this.camera = camera;
  }

  /** As it was when it was looked at last. */
  @Override
  public synchronized Size size() {
    if (buffer == null) {
      sequence();
    }
    return size;
  }

  @Override
  public synchronized long sequence() {
    return look().sequence();
  }

  private Backbuffer look() {
    BufferedImage image = camera.get();
    Size now = new Size(image.getWidth(), image.getHeight());
    Backbuffer fitting = buffer;
    if (fitting == null || !now.equals(size)) {
      fitting = new Backbuffer(now, 4 * now.width());
      buffer = fitting;
      size = now;
    }
    ByteBuffer next = fitting.next();
    IntBuffer pixels = next.asIntBuffer();
    int[] row = new int[now.width()];
    for (int y = 0; y < now.height(); y++) {
      image.getRGB(0, y, now.width(), 1, row, 0, now.width());
      pixels.put(row);
    }
    fitting.accept();
    return fitting;
  }

  @Override
  public synchronized Picture grab() {
    return look().picture();
  }

  @Override
  public synchronized Changes changes(long since) {
    Backbuffer seen = look();
    return new Changes(seen.picture(), seen.changes(since));
  }

  @Override
  public void close() {}
}
