package ale.interop;

import ale.core.ForeignJson;
import ale.core.InputException;
import ale.core.Json;
import ale.core.TrajectoryCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A trajectory that somebody else wrote, in any version of ATIF up to 1.7 or in ALE-v1.0. */
public final class TrajectoryFile {
  /** What a trajectory can be written as. */
  public enum Format {
    /** ATIF 1.7. */
    ATIF,
    /** ALE-v1.0. */
    ALE
  }

  private static final int SHOWN = 5;

  private TrajectoryFile() {}

  /**
   * Writes a trajectory in another format, with its pictures beside it.
   *
   * @throws InputException if the file is none, or is not valid
   */
  public static List<Loss> convert(Path from, Path to, Format format) {
    Losses losses = new Losses().in(String.valueOf(from.getFileName()));
    Pictures pictures = new Pictures(folder(from), folder(to), losses);
    ObjectNode atif = atif(from, pictures, losses);
    switch (format) {
      case ATIF -> Json.write(to, atif);
      case ALE ->
          Json.write(to, new AtifToAle(pictures, losses).convert(atif, AtifToAle.Task.of(atif)));
    }
    return losses.list();
  }

  /** A valid trajectory of ATIF 1.7 of a file; its pictures go where they are told to go. */
  static ObjectNode atif(Path file, Pictures pictures, Losses losses) {
    JsonNode document = ForeignJson.read(file);
    if (document.path("schema_version").asString("").startsWith("ALE-")) {
      try {
        return new AleToAtif(pictures, losses).convert(document);
      } catch (InputException e) {
        throw new InputException(file + ": " + e.getMessage(), e);
      }
    }
    List<TrajectoryCheck.Violation> violations = TrajectoryCheck.of(document);
    if (!violations.isEmpty()) {
      throw new InputException(
          file
              + " is not a trajectory: "
              + violations.stream()
                  .limit(SHOWN)
                  .map(Object::toString)
                  .collect(Collectors.joining("; "))
              + "; ale trajectory check shows all");
    }
    ObjectNode atif = AtifUpgrade.of(document, losses);
    carryPictures(atif, pictures);
    return atif;
  }

  private static void carryPictures(JsonNode atif, Pictures pictures) {
    for (JsonNode step : atif.path("steps")) {
      carryContent(step.path("message"), pictures);
      step.path("observation")
          .path("results")
          .forEach(r -> carryContent(r.path("content"), pictures));
    }
    atif.path("subagent_trajectories").forEach(s -> carryPictures(s, pictures));
  }

  private static void carryContent(JsonNode content, Pictures pictures) {
    if (content instanceof ArrayNode parts) {
      for (JsonNode part : parts) {
        if (part.path("source").hasNonNull("path")) {
          pictures.carry(part.path("source").path("path").asString(""));
        }
      }
    }
  }

  static Path folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new InputException(file + " is not a file name");
    }
    return parent;
  }
}
