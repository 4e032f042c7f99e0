package ale.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths that somebody else wrote, and that must stay inside a folder. */
public final class Inside {
  private Inside() {}

  /**
   * The file or folder that a relative path means; empty if the path is no path, is absolute, or
   * leaves the folder by its names or through a link.
   */
  public static Optional<Path> resolve(Path folder, String relative) {
    try {
      Path named = Path.of(relative);
      Path root = folder.toAbsolutePath().normalize();
      Path place = root.resolve(named).normalize();
      if (named.isAbsolute() || place.equals(root) || !place.startsWith(root)) {
        return Optional.empty();
      }
      return leavesThroughLink(root, place) ? Optional.empty() : Optional.of(place);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean leavesThroughLink(Path root, Path place) {
    Path there = place;
    while (!there.equals(root) && !Files.exists(there)) {
      if (Files.isSymbolicLink(there)) {
        return true;
      }
      there = Optional.ofNullable(there.getParent()).orElse(root);
    }
    if (!Files.exists(root)) {
      return false;
    }
    try {
      return !there.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }
}
