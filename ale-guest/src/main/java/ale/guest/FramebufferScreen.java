package ale.guest;

import ale.core.Opening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The screen of an {@code Xvfb -fbdir}, read from the file it keeps its pixels in (XWD version 7,
 * with the mouse pointer drawn in).
 *
 * <p>The file is read by position, never mapped: a file that somebody truncates then gives a short
 * read, which is an error, where a mapping would bring down the JVM.
 */
final class FramebufferScreen implements Screen {
  private static final int HEADER = 100;
  private static final int COLOUR = 12;
  private static final int VERSION = 7;
  private static final int Z_PIXMAP = 2;
  private static final int MOST_PIXELS = 1 << 26;

  private final Path path;
  private final FileChannel file;
  private final long pixels;
  private final Size size;
  private final Backbuffer buffer;

  private FramebufferScreen(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    fill(header, 0);
    long headerSize = Integer.toUnsignedLong(header.getInt(0));
    int width = header.getInt(16);
    int height = header.getInt(20);
    int bytesPerLine = header.getInt(48);
    long colours = Integer.toUnsignedLong(header.getInt(76));
    require(header.getInt(4) == VERSION, "it is not an XWD file of version 7");
    require(
        header.getInt(8) == Z_PIXMAP && header.getInt(44) == 32 && header.getInt(28) == 0,
        "its pixels are not 32 bits, least significant byte first");
    require(
        width > 0 && height > 0 && (long) width * height <= MOST_PIXELS,
        "its size is " + width + "x" + height);
    require(
        bytesPerLine >= width * 4 && bytesPerLine <= width * 4 + 4096,
        "it has " + bytesPerLine + " bytes per line");
    require(headerSize >= HEADER && headerSize < 65536 && colours <= 65536, "its header is odd");
    this.pixels = headerSize + COLOUR * colours;
    require(file.size() >= pixels + (long) bytesPerLine * height, "it ends too early");
    this.size = new Size(width, height);
    this.buffer = new Backbuffer(size, bytesPerLine);
  }

  static FramebufferScreen open(Path path) {
    try {
      return Opening.with(
          FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS),
          file -> new FramebufferScreen(path, file));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public Size size() {
    return size;
  }

  @Override
  public synchronized long sequence() {
    try {
      fill(buffer.next(), pixels);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return buffer.accept();
  }

  @Override
  public synchronized Picture grab() {
    sequence();
    return buffer.picture();
  }

  @Override
  public synchronized Changes changes(long since) {
    sequence();
    return new Changes(buffer.picture(), buffer.changes(since));
  }

  private void fill(ByteBuffer to, long position) throws IOException {
    int start = to.position();
    while (to.hasRemaining()) {
      if (file.read(to, position + to.position() - start) < 0) {
        throw new IOException("it ends too early, " + to.remaining() + " bytes are missing");
      }
    }
  }

  private void require(boolean sound, String otherwise) {
    if (!sound) {
      throw new GuestException(
          GuestException.Code.UNAVAILABLE,
          "cannot use the frame buffer " + path + ": " + otherwise);
    }
  }

  private static GuestException unreadable(Path path, IOException e) {
    return new GuestException(
        GuestException.Code.UNAVAILABLE,
        "cannot read the frame buffer " + path + ": " + e.getMessage(),
        e);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
