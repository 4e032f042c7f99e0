package ale.runner;

import ale.core.Digest;
import ale.core.Json;
import ale.tasks.Artifact;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was collected, once more as the field lays it out: {@code artifacts/} with each artifact at
 * its destination, and {@code manifest.json}. The files are links to those in {@code output/}.
 */
final class ArtifactFolder {
  private final Path output;
  private final Path artifacts;

  /**
   * @param place the attempt's folder, or the step's in it
   */
  ArtifactFolder(Path place) {
    this.output = place.resolve("output");
    this.artifacts = place.resolve("artifacts");
  }

  /**
   * Lays them out, if the task wants one of them elsewhere than where it was.
   *
   * @param workDirectory below which relative sources are
   */
  void write(List<Artifact> declared, String workDirectory) throws IOException {
    if (declared.stream().noneMatch(a -> a.destination().isPresent())) {
      return; // output/ says it all
    }
    Folders.empty(artifacts);
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Artifact artifact : declared) {
      String path = Path.of(workDirectory).resolve(artifact.source()).normalize().toString();
      Path from = output.resolve(path.substring(1));
      String destination =
          artifact.destination().orElse(String.valueOf(Path.of(path).getFileName()));
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("source", artifact.source());
      line.put("destination", destination);
      line.put("type", Files.isDirectory(from) ? "directory" : "file");
      line.put("status", link(from, artifacts.resolve(destination).normalize()));
      line.put("service", artifact.service());
      lines.add(line);
    }
    Json.write(artifacts.resolve("manifest.json"), lines);
  }

  private String link(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return "failed";
    }
    try {
      for (Path file : Files.isDirectory(from) ? Digest.files(from) : List.of(from)) {
        Path place = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Files.createLink(place, file);
      }
    } catch (FileAlreadyExistsException e) {
      return "skipped"; // another artifact has the same destination
    }
    return "ok";
  }
}
