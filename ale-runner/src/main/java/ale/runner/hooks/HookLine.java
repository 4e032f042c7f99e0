package ale.runner.hooks;

import ale.core.ForeignJson;
import ale.core.InputException;
import ale.core.Json;
import ale.guest.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a hook says, line by line: requests are answered at once, and the last line is its end. */
final class HookLine implements Output {
  private static final int LONGEST = 96 << 20;
  private static final int MOST_LOG = 16 << 20;

  private final Desk desk;
  private final OutputStream answers;
  private final OutputStream log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long logged;
  private Optional<JsonNode> end = Optional.empty();

  HookLine(Desk desk, OutputStream answers, OutputStream log) {
    this.desk = desk;
    this.answers = answers;
    this.log = log;
  }

  /** Its last message, with a result or an error, if it came to one. */
  Optional<JsonNode> end() {
    return end;
  }

  @Override
  public void stdout(byte[] bytes) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, from, i - from);
        from = i + 1;
        heard(line.toByteArray());
        line.reset();
      }
    }
    line.write(bytes, from, bytes.length - from);
    if (line.size() > LONGEST) {
      throw new InputException("it sent a line of more than " + LONGEST + " bytes");
    }
  }

  private void heard(byte[] message) {
    JsonNode said = ForeignJson.read(message);
    if (said.has("call")) {
      answer(said);
    } else {
      end = Optional.of(said);
    }
  }

  private void answer(JsonNode request) {
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      answer.put("value", desk.answer(request.path("call").asString(""), request));
    } catch (Desk.Refused e) {
      answer.put("error", e.getMessage());
      answer.put("missing", e.missing());
    }
    try {
      answers.write((Json.line(answer) + "\n").getBytes(StandardCharsets.UTF_8));
      answers.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stderr(byte[] bytes) {
    try {
      log.write(bytes, 0, (int) Math.min(bytes.length, MOST_LOG - logged));
      logged += Math.min(bytes.length, MOST_LOG - logged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
