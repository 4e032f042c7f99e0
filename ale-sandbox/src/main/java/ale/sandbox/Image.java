package ale.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Software that is ready to be used: layers that lie over each other.
 *
 * @param name for instance {@code workstation}
 * @param digest SHA-256 of the recipes that it was made from, or of what a snapshot holds
 * @param layers folders, the topmost first; never written to once they stand there
 */
public record Image(String name, String digest, List<Path> layers) {
  public Image {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("the image " + name + " has no layer");
    }
  }

  /** Whether every layer is there. */
  public boolean built() {
    return layers.stream().allMatch(Files::isDirectory);
  }

  /** The layers as an overlay mount wants them. */
  static String lower(List<Path> layers) {
    return layers.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
