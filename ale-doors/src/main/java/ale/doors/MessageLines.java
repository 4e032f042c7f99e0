package ale.doors;

import ale.core.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The lines of an input that are messages of JSON-RPC, of which it can be awaited that somebody has
 * read them to the end and answered them. The SDK reads no further after a line that is none; here
 * such a line is answered with the protocol's error and left out.
 */
final class MessageLines extends InputStream {
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;

  /** How long a call that was made before the end may still take. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  private final InputStream in;
  private final Answers answers;
  private final int most;
  private final CountDownLatch end = new CountDownLatch(1);
  private byte[] line = new byte[0];
  private int at;

  /**
   * @param in read from in large pieces
   * @param answers where the answers go; held while one is written, as the SDK does
   * @param most the bytes that a line may have
   */
  MessageLines(InputStream in, Answers answers, int most) {
    this.in = in;
    this.answers = answers;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (at == line.length) {
      Optional<byte[]> next = next();
      if (next.isEmpty()) {
        awaitAnswers(); // the SDK, told of the end, writes no more
        end.countDown();
        return -1;
      }
      line = next.get();
      at = 0;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, bytes, offset, count);
    at += count;
    return count;
  }

  private void awaitAnswers() throws IOException {
    try {
      answers.awaitAll(LAST_ANSWERS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the last answers were under way");
    }
  }

  private Optional<byte[]> next() throws IOException {
    while (true) {
      var read = new ByteArrayOutputStream();
      int one = in.read();
      if (one < 0) {
        return Optional.empty();
      }
      boolean tooLong = false;
      for (; one >= 0 && one != '\n'; one = in.read()) {
        tooLong |= read.size() >= most;
        if (!tooLong) {
          read.write(one);
        }
      }
      if (tooLong) {
        complain(INVALID_REQUEST, "a message has at most " + most + " bytes");
      } else if (sound(read.toByteArray())) {
        read.write('\n');
        return Optional.of(read.toByteArray());
      }
    }
  }

  private boolean sound(byte[] text) throws IOException {
    try {
      JsonNode message = Json.tree(new String(text, StandardCharsets.UTF_8));
      boolean answer = message.has("id") && (message.has("result") || message.has("error"));
      boolean method = message.path("method").isString();
      if (method && message.has("id")) {
        answers.owe();
      }
      if (method || answer) {
        return true;
      }
      if (!message.isMissingNode()) {
        complain(INVALID_REQUEST, "not a message of JSON-RPC 2.0");
      }
    } catch (JacksonException e) {
      complain(PARSE_ERROR, "not JSON: " + e.getOriginalMessage());
    }
    return false;
  }

  private void complain(int code, String message) throws IOException {
    String text =
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":%d,\"message\":%s}}\n"
            .formatted(code, Json.line(message));
    answers.complain(text.getBytes(StandardCharsets.UTF_8));
  }

  void awaitEnd() throws InterruptedException {
    end.await();
  }
}
