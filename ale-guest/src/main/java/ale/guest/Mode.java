package ale.guest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permission bits as the number that archives and requests carry. */
final class Mode {
  private static final String LETTERS = "rwxrwxrwx";

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private Mode() {}

  /** What is at a path, which is not followed; with permissions where the system has them. */
  static BasicFileAttributes look(Path path) throws IOException {
    return POSIX
        ? Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** The permission bits; where the system has none, the usual ones. */
  static int of(BasicFileAttributes attributes) {
    if (attributes instanceof PosixFileAttributes posix) {
      return of(posix.permissions());
    }
    return attributes.isDirectory() ? 0755 : 0644;
  }

  /** Sets permissions, where the system has them. */
  static void set(Path path, int mode) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(path, permissions(mode));
    }
  }

  static int of(Set<PosixFilePermission> permissions) {
    String text = PosixFilePermissions.toString(permissions);
    int mode = 0;
    for (int i = 0; i < LETTERS.length(); i++) {
      mode = (mode << 1) | (text.charAt(i) == '-' ? 0 : 1);
    }
    return mode;
  }

  static Set<PosixFilePermission> permissions(int mode) {
    var text = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((mode & (0400 >> i)) == 0) {
        text.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
