package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All layers of an image as one read-only folder, for whoever cannot lay them over each other. */
public final class MergedView implements AutoCloseable {
  private final Path folder;
  private final boolean mounted;

  private MergedView(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /**
   * Lays the layers over each other.
   *
   * @param place a folder that is free to be mounted on; made if it is not there
   */
  public static MergedView of(Image image, Path place) {
    if (image.layers().size() == 1) {
      return new MergedView(image.layers().getFirst(), false);
    }
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new SandboxException("cannot make " + place + ": " + e.getMessage(), e);
    }
    Linux.overlay(place, Linux.NOSUID, "lowerdir=" + Image.lower(image.layers()));
    return new MergedView(place, true);
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    if (mounted) {
      Linux.unmount(folder);
    }
  }
}
