package ale.runner;

import ale.guest.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A log that a grader cannot fill the disk with. */
final class BoundedFile implements Output, AutoCloseable {
  private static final long MOST = 16L << 20;
  private final java.io.OutputStream out;
  private long written;

  BoundedFile(Path path) throws IOException {
    out = Files.newOutputStream(path);
  }

  void note(String text) {
    keep(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void stdout(byte[] bytes) {
    keep(bytes);
  }

  @Override
  public void stderr(byte[] bytes) {
    keep(bytes);
  }

  private synchronized void keep(byte[] bytes) {
    try {
      if (written < MOST) {
        out.write(bytes, 0, (int) Math.min(bytes.length, MOST - written));
        written += bytes.length;
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
