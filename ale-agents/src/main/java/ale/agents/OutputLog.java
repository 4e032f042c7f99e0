package ale.agents;

import ale.core.AleException;
import ale.guest.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Output of a program in the sandbox, kept in a file up to a limit and in memory by its end. Escape
 * and other control characters are taken out of what is shown to people.
 */
final class OutputLog implements Output, AutoCloseable {
  private static final long MAX_FILE = 64L << 20;
  private static final int MAX_TAIL = 16_000;
  private static final int PIECE = 1 << 20;

  private final OutputStream file;
  private final StringBuilder tail = new StringBuilder();
  private long written;

  private OutputLog(OutputStream file) {
    this.file = file;
  }

  /** An empty log, whatever stood there. */
  static OutputLog fresh(Path path) {
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      return new OutputLog(Files.newOutputStream(path));
    } catch (IOException e) {
      throw new AleException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * A log that goes on where an earlier controller stopped.
   *
   * @param kept is told what stands in it
   */
  static OutputLog continued(Path path, Consumer<byte[]> kept) {
    if (!Files.exists(path)) {
      return fresh(path);
    }
    try {
      OutputLog log = new OutputLog(Files.newOutputStream(path, StandardOpenOption.APPEND));
      try (InputStream in = Files.newInputStream(path)) {
        for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
          log.written += piece.length;
          log.remember(piece);
          kept.accept(piece);
        }
      }
      return log;
    } catch (IOException e) {
      throw new AleException("cannot go on with " + path + ": " + e.getMessage(), e);
    }
  }

  /** How much of the output stands in it. */
  synchronized long length() {
    return written;
  }

  @Override
  public synchronized void stdout(byte[] bytes) {
    keep(bytes);
  }

  @Override
  public synchronized void stderr(byte[] bytes) {
    keep(bytes);
  }

  private void keep(byte[] bytes) {
    try {
      if (written < MAX_FILE) {
        file.write(bytes, 0, (int) Math.min(bytes.length, MAX_FILE - written));
        written += bytes.length;
      }
    } catch (IOException e) {
      throw new AleException("cannot keep a harness's log: " + e.getMessage(), e);
    }
    remember(bytes);
  }

  private void remember(byte[] bytes) {
    tail.append(new String(bytes, StandardCharsets.UTF_8));
    if (tail.length() > 2 * MAX_TAIL) {
      tail.delete(0, tail.length() - MAX_TAIL);
    }
  }

  synchronized String tail() {
    String text = tail.substring(Math.max(0, tail.length() - MAX_TAIL));
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "").strip();
  }

  String lastLine() {
    String text = tail();
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new AleException("cannot close a harness's log: " + e.getMessage(), e);
    }
  }
}
