package ale.sandbox;

import ale.core.Digest;
import ale.core.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a sandbox wrote, kept as a layer on the image that it was opened from. */
final class Snapshot {
  private final String name;
  private final Image base;
  private final LayerShelf shelf;

  Snapshot(String name, Image base) {
    if (!name.matches(Layer.NAME)) {
      throw new InputException(
          "a snapshot is called by lower-case words with hyphens, not " + name);
    }
    this.name = name;
    this.base = base;
    this.shelf = LayerShelf.of(base);
    if (shelf.layers().stream().anyMatch(l -> l.name().equals(name) && !l.snapshot())) {
      throw new InputException(
          "there is an image called " + name + " already; choose another name");
    }
  }

  /**
   * Copies the upper layer of an overlay, with its marks of what was deleted.
   *
   * @param user whom the agent's files belong to there; on disk they belong to nobody's block
   */
  Image take(Path upper, int user, Instant now) throws IOException {
    Path part = shelf.path("." + name + "-" + ProcessHandle.current().pid() + ".part");
    Trees.delete(part);
    try {
      Files.createDirectories(part);
      copy(upper, part);
      String digest = settle(part, user);
      Layer layer =
          new Layer(
              Layer.FORMAT,
              name,
              digest,
              Optional.of(String.valueOf(base.layers().getFirst().getFileName())),
              "A snapshot of a sandbox of " + base.name(),
              List.of(),
              true,
              LayerShelf.bytes(part),
              now);
      if (!Files.isDirectory(shelf.path(layer.key()))) {
        shelf.put(layer, part);
      }
      return shelf.image(layer);
    } finally {
      Trees.delete(part);
    }
  }

  /** By cp, which knows of devices, extended attributes and holes; it follows no link. */
  private static void copy(Path from, Path to) throws IOException {
    Process copying =
        new ProcessBuilder("cp", "-a", from + "/.", to.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(copying.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (copying.waitFor() != 0) {
        throw new SandboxException("the snapshot could not be copied: " + said.strip());
      }
    } catch (InterruptedException e) {
      copying.destroy();
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while taking a snapshot", e);
    }
  }

  /** Gives the agent's files to their canonical owner, and names what is there. */
  private String settle(Path root, int user) throws IOException {
    StringBuilder lines = new StringBuilder(base.digest()).append('\n');
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all.sorted()::iterator) {
        Map<String, Object> is =
            new TreeMap<>(
                Files.readAttributes(path, "unix:uid,gid,mode,rdev", LinkOption.NOFOLLOW_LINKS));
        for (String id : List.of("uid", "gid")) {
          if (is.get(id) instanceof Integer owner && owner == user) {
            Files.setAttribute(path, "unix:" + id, IdMappedMount.AGENT, LinkOption.NOFOLLOW_LINKS);
            is.put(id, IdMappedMount.AGENT);
          }
        }
        lines.append(root.relativize(path)).append('\0').append(is).append(content(path));
        lines.append('\n');
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Digest.of(lines.toString());
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return Files.readSymbolicLink(path).toString();
    }
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Digest.ofFile(path) : "";
  }
}
