package ale.runner;

import ale.core.AleException;
import ale.core.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The end of a journal that somebody else may be writing, for a look at where a trial stands; the
 * whole of it is read and checked by who goes on with the trial.
 */
final class JournalTail {
  private JournalTail() {}

  /** The last line that is whole. */
  static Optional<Journal.Line> last(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String line;
    try (FileChannel in = FileChannel.open(file)) {
      line = LastLine.of(in).text();
    } catch (IOException e) {
      throw new AleException("cannot read the journal " + file + ": " + e.getMessage(), e);
    }
    try {
      return line.isEmpty() ? Optional.empty() : Optional.of(Json.read(line, Journal.Line.class));
    } catch (JacksonException e) {
      return Optional.empty(); // damaged; who goes on with the trial says how
    }
  }
}
