package ale.doors;

import java.nio.file.Path;
import java.util.Optional;

/** The desktop that doors are opened to. */
public sealed interface Target {
  /**
   * A display of this host.
   *
   * @param name such as {@code :1}
   * @param framebuffer the file that the X server keeps its screen in, for faster pictures
   */
  record OnDisplay(String name, Optional<Path> framebuffer) implements Target {}

  /** The desktop on which this program runs, whatever system that is, by Java's own means. */
  record OnRobot() implements Target {}

  /** A sandbox, by its guest's socket and token. */
  record InSandbox(Path socket, String token) implements Target {}
}
