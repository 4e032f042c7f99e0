package ale.runner;

import ale.guest.GuestClient;
import ale.guest.Tar;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Puts files of this machine into a sandbox, by way of an archive on disk, whatever their size. */
final class Staging {
  private Staging() {}

  /** Makes a folder of the sandbox. */
  static void folder(GuestClient guest, String path) throws IOException {
    put(Map.of(), guest, path);
  }

  private interface Packer {
    void pack(OutputStream out) throws IOException;
  }

  /** Puts what is in a folder into a folder of the sandbox. */
  static void put(Path folder, GuestClient guest, String into) throws IOException {
    put(out -> Tar.pack(folder, out), guest, into);
  }

  /** Puts files under the given names into a folder of the sandbox. */
  static void put(Map<String, Path> named, GuestClient guest, String into) throws IOException {
    put(out -> Tar.pack(named, out), guest, into);
  }

  private static void put(Packer packer, GuestClient guest, String into) throws IOException {
    // Linux takes the name away at once, so that a killed controller leaves no archive behind.
    try (FileChannel archive =
        FileChannel.open(
            Files.createTempFile("ale-stage", ".tar"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(archive), 1 << 16);
      packer.pack(out);
      out.flush();
      archive.position(0);
      guest.archiveIn(into, Channels.newInputStream(archive));
    }
  }
}
