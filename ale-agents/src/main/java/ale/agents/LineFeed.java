package ale.agents;

import ale.core.Json;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Cuts bytes that an agent could have written into lines of JSON. What is no JSON, or too long, is
 * left out.
 */
final class LineFeed {
  private static final int LONGEST = 48 << 20;

  private final Consumer<JsonNode> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;

  LineFeed(Consumer<JsonNode> lines) {
    this.lines = lines;
  }

  void feed(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        take(bytes, from, i);
        end();
        from = i + 1;
      }
    }
    take(bytes, from, bytes.length);
  }

  private void take(byte[] bytes, int from, int to) {
    tooLong |= line.size() + (to - from) > LONGEST;
    if (!tooLong) {
      line.write(bytes, from, to - from);
    }
  }

  /** A last line without its end may be whole all the same. */
  void end() {
    byte[] bytes = line.toByteArray();
    boolean usable = !tooLong && bytes.length > 1 && bytes[0] == '{';
    line.reset();
    tooLong = false;
    if (usable) {
      try {
        lines.accept(Json.mapper().readTree(bytes));
      } catch (JacksonException e) {
        // cut off, or not a log line at all
      }
    }
  }
}
