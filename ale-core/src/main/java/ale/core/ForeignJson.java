package ale.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that somebody else wrote, perhaps an agent: one document, bounded in size, depth and number
 * of tokens, in which no name stands twice.
 */
public final class ForeignJson {
  /** The most bytes of one document. */
  public static final long MOST_BYTES = 128L << 20;

  private static final int MOST_TOKENS = 4_000_000;
  private static final int MOST_DEPTH = 200;
  private static final int LONGEST_NAME = 10_000;
  private static final int LONGEST_NUMBER = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MOST_BYTES)
                          .maxTokenCount(MOST_TOKENS)
                          .maxNestingDepth(MOST_DEPTH)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength((int) MOST_BYTES)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ForeignJson() {}

  /**
   * The tree of a file.
   *
   * @throws InputException naming the file and what is wrong with it
   */
  public static JsonNode read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new InputException(
            Files.exists(file) ? file + " is not a file" : "there is no file " + file);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new InputException(
            file + " has " + Files.size(file) + " bytes; at most " + MOST_BYTES + " are read");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return MAPPER.readTree(in);
      }
    } catch (JacksonException e) {
      throw new InputException(file + " is not JSON that can be read: " + reason(e), e);
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + file, e);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The tree of bytes. */
  public static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new InputException("not JSON that can be read: " + reason(e), e);
    }
  }

  private static String reason(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return e.getLocation() == null
        ? message
        : message
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
