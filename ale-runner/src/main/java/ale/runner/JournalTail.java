package ale.runner;

import ale.core.AleException;
import ale.core.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The end of a journal that somebody else may be writing, for a look at where a trial stands; the
 * whole of it is read and checked by who goes on with the trial.
 */
final class JournalTail {
  private static final int FAR_BACK = 1 << 16;

  private JournalTail() {}

  /** The last line that is whole. */
  static Optional<Journal.Line> last(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text;
    try (FileChannel in = FileChannel.open(file)) {
      long from = Math.max(0, in.size() - FAR_BACK);
      ByteBuffer bytes = ByteBuffer.allocate((int) (in.size() - from));
      while (bytes.hasRemaining()) {
        if (in.read(bytes, from + bytes.position()) < 0) {
          break;
        }
      }
      text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AleException("cannot read the journal " + file + ": " + e.getMessage(), e);
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1).stripTrailing();
    String line = whole.substring(whole.lastIndexOf('\n') + 1);
    try {
      return line.isEmpty() ? Optional.empty() : Optional.of(Json.read(line, Journal.Line.class));
    } catch (JacksonException e) {
      return Optional.empty(); // damaged, or longer than what is looked at
    }
  }
}
