package ale.agents;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Times as logs tell them: ISO-8601, or milliseconds since 1970. */
final class Times {
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2999-01-01T00:00:00Z");

  private Times() {}

  static Optional<Instant> of(JsonNode time) {
    try {
      Instant instant =
          time.isNumber() ? Instant.ofEpochMilli(time.asLong(0)) : Instant.parse(time.asString(""));
      return Optional.of(instant).filter(i -> i.isAfter(FIRST) && i.isBefore(LAST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
