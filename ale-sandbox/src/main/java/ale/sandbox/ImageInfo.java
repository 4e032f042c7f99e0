package ale.sandbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An image as a list shows it.
 *
 * @param name what tasks and commands call it
 * @param description one sentence
 * @param digest names its content
 * @param built whether it is there
 * @param snapshot whether it was kept from a sandbox
 * @param current whether a recipe makes it still; snapshots are always current
 * @param chain the images that it lies on and itself, the lowest first
 * @param packages what its recipe, and those below, ask for
 * @param layerMegabytes what its own layer takes on disk, in units of 1024 x 1024 bytes
 * @param megabytes what all its layers take
 * @param lastUsed when a sandbox of it was last opened, or when it was built
 * @param inUse whether a sandbox has it mounted, or may be about to
 * @param folder its own layer on this machine
 */
public record ImageInfo(
    String name,
    String description,
    String digest,
    boolean built,
    boolean snapshot,
    boolean current,
    List<String> chain,
    List<String> packages,
    long layerMegabytes,
    long megabytes,
    Optional<Instant> lastUsed,
    boolean inUse,
    Path folder) {
  public ImageInfo {
    chain = List.copyOf(chain);
    packages = List.copyOf(packages);
  }
}
