package ale.sandbox;

import ale.core.Digest;
import ale.core.InputException;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * What a layer is made from: {@code image.toml} and the files below {@code files/} in a folder of
 * its own.
 *
 * @param description one sentence
 * @param base the image below, for a thin layer
 * @param suite the Debian release, where there is no image below
 * @param packages Debian packages, without what they recommend
 * @param warm shell commands that the agent's account runs once, without a network; what they leave
 *     in its home is there in every sandbox
 */
public record ImageRecipe(
    String description,
    Optional<String> base,
    Optional<String> suite,
    List<String> packages,
    List<String> warm) {
  private static final TomlMapper TOML =
      TomlMapper.builder()
          .withConfigOverride(
              List.class,
              list -> list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public ImageRecipe {
    packages = List.copyOf(packages);
    warm = List.copyOf(warm);
    for (String p : packages) {
      if (!p.matches("[a-z0-9][a-z0-9+.-]+")) {
        throw new InputException("not the name of a Debian package: " + p);
      }
    }
    if (base.isPresent() == suite.isPresent()) {
      throw new InputException(
          "an image has either a base (another image) or a suite (a Debian release)");
    }
    suite
        .filter(s -> !s.matches("[a-z]+"))
        .ifPresent(s -> {
          throw new InputException("not the name of a Debian release: " + s);
        });
    base.filter(b -> !b.matches(Layer.NAME))
        .ifPresent(b -> {
          throw new InputException("not the name of an image: " + b);
        });
  }

  /** Reads the recipe in a folder. */
  static ImageRecipe read(Path folder) {
    Path file = folder.resolve("image.toml");
    try {
      return TOML.readValue(Files.readString(file), ImageRecipe.class);
    } catch (IOException e) {
      throw new InputException("there is no image recipe " + file, e);
    } catch (JacksonException e) {
      throw new InputException(file + " is not valid: " + e.getOriginalMessage(), e);
    }
  }

  /** Names the content of the layer that the recipe in a folder makes on another layer. */
  static String digest(Path folder, Optional<String> base) {
    String own = Digest.ofFolder(folder);
    return base.map(b -> Digest.of(own + "\0" + b)).orElse(own);
  }
}
