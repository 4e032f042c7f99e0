package ale.interop;

import ale.core.InputException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Copies folders in which an agent may have written: regular files only, up to a bound. */
final class Trees {
  private static final long MOST_BYTES = 4L << 30;

  private Trees() {}

  /**
   * Copies what is in a folder.
   *
   * @param from is not there: nothing happens
   */
  static void copy(Path from, Path to, Losses losses) {
    if (!Files.isDirectory(from)) {
      return;
    }
    try {
      Files.walkFileTree(from, new Copier(from, to, losses));
    } catch (IOException e) {
      throw new InputException("cannot copy " + from + " to " + to + ": " + e.getMessage(), e);
    }
  }

  /** A folder for an export, which must be new or empty. */
  static Path fresh(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new InputException(folder + " is not empty; name a new folder");
        }
      }
      return folder;
    } catch (IOException e) {
      throw new InputException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static final class Copier extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final Losses losses;
    private long bytes;

    Copier(Path from, Path to, Losses losses) {
      this.from = from;
      this.to = to;
      this.losses = losses;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
        throws IOException {
      Files.createDirectories(to.resolve(from.relativize(folder).toString()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
      if (!a.isRegularFile()) {
        losses.add(String.valueOf(from.getFileName()), "links and devices are not copied");
      } else if (bytes + a.size() > MOST_BYTES) {
        losses.add(String.valueOf(from.getFileName()), "at most 4 GiB are copied");
      } else {
        bytes += a.size();
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      losses.add(String.valueOf(from.getFileName()), "a file could not be read");
      return FileVisitResult.CONTINUE;
    }
  }
}
