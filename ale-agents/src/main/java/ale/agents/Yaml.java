package ale.agents;

import ale.core.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Small YAML files of people, as trees. Aliases are refused: a reader that resolves them can be
 * made to grow without end, and one that does not takes an alias for a text.
 */
final class Yaml {
  private static final int MOST_BYTES = 64 << 10;
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Yaml() {}

  /**
   * The only document of a file.
   *
   * @throws InputException naming the file and what is wrong with it
   */
  static JsonNode read(Path file) {
    byte[] text = bytes(file);
    try {
      refuseAliases(file, text);
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new InputException(
          file
              + " is not YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + line(e.getLocation()),
          e);
    }
  }

  private static String line(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ")";
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(MOST_BYTES + 1);
      if (text.length > MOST_BYTES) {
        throw new InputException(file + " is larger than 64 KiB, the most a YAML file may have");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + file, e);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void refuseAliases(Path file, byte[] text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
          throw new InputException(
              file
                  + " has an alias in line "
                  + parser.currentTokenLocation().getLineNr()
                  + "; write the value out, or put a text that begins with * into quotes");
        }
      }
    }
  }
}
