package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.sandbox.Image;
import ale.sandbox.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the tests of providers have in common: a small image, our programs, a folder for state. */
final class ProviderLab {
  private static final String FOLDER = "ale.test.providers";

  private ProviderLab() {}

  static Image image() {
    Lab.machinery(); // what images are made with is installed first
    return new Preparation(Places.standard(), Screen::say).images().ensure("minimal", Screen::say);
  }

  static Toolbox tools() {
    return Places.standard().toolbox(Screen::say);
  }

  /**
   * A folder that every user can walk to, the same for the whole test and the controllers that it
   * starts.
   */
  static Path folder(String name) {
    return Path.of(property(FOLDER + "." + name, () -> made(name)));
  }

  /** A setting that is made once, and told to the controllers that a test starts. */
  static synchronized String property(String name, Supplier<String> value) {
    String known = System.getProperty(name);
    if (known == null) {
      known = value.get();
      System.setProperty(name, known);
    }
    return known;
  }

  /** Removes a folder in which nothing is mounted any more. */
  static void remove(Path folder) {
    try {
      assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
          .doesNotContain(folder.toString());
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
                throws IOException {
              Files.delete(left);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String made(String name) {
    try {
      Path folder = Files.createTempDirectory("ale-" + name);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
