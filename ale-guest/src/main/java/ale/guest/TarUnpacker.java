package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An archive on its way into a directory, and nowhere else: no entry has a path that leads out, and
 * none is written through a link, whoever made the link.
 */
final class TarUnpacker {
  private record Seal(Path directory, TarEntry entry) {}

  private final Path root;
  private final Tar.Links links;
  private final List<Seal> seals = new ArrayList<>();
  private final List<Tar.Skipped> skipped = new ArrayList<>();
  private long entries;
  private long bytes;

  TarUnpacker(Path root, Tar.Links links) {
    this.root = root;
    this.links = links;
  }

  Tar.Packed unpack(InputStream in) throws IOException {
    Files.createDirectories(root);
    var tar = new TarReader(in);
    for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
      put(next.get(), tar);
    }
    // only now: a directory that may not be written to must get its content first
    for (Seal seal : seals.reversed()) {
      finish(seal.directory(), seal.entry());
    }
    return new Tar.Packed(entries, bytes, skipped);
  }

  private void put(TarEntry entry, TarReader tar) throws IOException {
    List<byte[]> parts = TarPath.parts(entry);
    if (parts.isEmpty()) {
      return;
    }
    Path place = root;
    for (byte[] part : parts.subList(0, parts.size() - 1)) {
      place = RawPath.below(place, part);
      directory(place, entry);
    }
    place = RawPath.below(place, parts.getLast());
    switch (entry.type()) {
      case DIRECTORY -> {
        directory(place, entry);
        seals.add(new Seal(place, entry));
        entries++;
      }
      case FILE -> {
        file(place, entry, tar);
        entries++;
      }
      case LINK -> link(place, entry);
      case OTHER -> throw refused(entry, "it is a device, a pipe or a hard link");
    }
  }

  private static void directory(Path place, TarEntry entry) throws IOException {
    try {
      Files.createDirectory(place);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(entry, "its path leads through something that is not a directory");
      }
    }
  }

  private void file(Path place, TarEntry entry, TarReader tar) throws IOException {
    clear(place, entry);
    try (FileChannel file =
            FileChannel.open(
                place,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        OutputStream out = Channels.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
        out.write(buffer, 0, count);
        bytes += count;
      }
    }
    finish(place, entry);
  }

  private void link(Path place, TarEntry entry) throws IOException {
    if (links == Tar.Links.SKIP) {
      skipped.add(new Tar.Skipped(entry.text(), "it is a link"));
      return;
    }
    if (entry.link().length == 0 || TarPath.hasZero(entry.link())) {
      throw refused(entry, "its target is empty or has a zero byte");
    }
    clear(place, entry);
    Files.createSymbolicLink(place, RawPath.target(entry.link()));
    entries++;
  }

  private static void clear(Path place, TarEntry entry) throws IOException {
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(entry, "there is a directory in its place");
    }
    try {
      Files.delete(place);
    } catch (NoSuchFileException e) {
      // the usual case
    }
  }

  private static void finish(Path place, TarEntry entry) throws IOException {
    Mode.set(place, entry.mode());
    Files.setLastModifiedTime(place, FileTime.from(entry.modified()));
  }

  static IOException refused(TarEntry entry, String reason) {
    return new IOException("the archive's entry \"" + entry.text() + "\" is refused: " + reason);
  }
}
