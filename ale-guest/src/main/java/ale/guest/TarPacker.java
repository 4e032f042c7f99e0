package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Files on their way into an archive, in the order of their names. A link goes in as a link and is
 * never followed; what cannot go in is noted and left out.
 */
final class TarPacker {
  private static final LinkOption NO_LINKS = LinkOption.NOFOLLOW_LINKS;

  private record Child(Path path, byte[] name) {}

  private final TarWriter tar;
  private final List<Tar.Skipped> skipped = new ArrayList<>();
  private long entries;
  private long bytes;

  TarPacker(OutputStream out) {
    this.tar = new TarWriter(out);
  }

  /** Adds what is at the path, and all below it, under the name given. */
  void add(Path path, byte[] name) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Mode.look(path);
    } catch (IOException e) {
      skip(name, Exchange.explained(e).sentence());
      return;
    }
    if (attributes.isDirectory()) {
      addDirectory(path, name, attributes);
    } else if (attributes.isSymbolicLink()) {
      byte[] target = RawPath.linkTarget(path);
      tar.begin(entry(name, TarEntry.Type.LINK, attributes, 0, target));
      entries++;
    } else if (attributes.isRegularFile()) {
      addFile(path, name, attributes);
    } else {
      skip(name, "it is neither a file, a directory nor a link");
    }
  }

  private void addDirectory(Path path, byte[] name, BasicFileAttributes attributes)
      throws IOException {
    if (name.length > 0) {
      tar.begin(entry(name, TarEntry.Type.DIRECTORY, attributes, 0, new byte[0]));
      entries++;
    }
    int parent = RawPath.bytes(path).length;
    var children = new ArrayList<Child>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path child : stream) {
        byte[] whole = RawPath.bytes(child);
        int start = parent == 1 ? 1 : parent + 1;
        children.add(new Child(child, Arrays.copyOfRange(whole, start, whole.length)));
      }
    } catch (IOException | DirectoryIteratorException e) {
      skip(name, "its files cannot be listed: " + e.getMessage());
      return;
    }
    children.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
    for (Child child : children) {
      add(child.path(), joined(name, child.name()));
    }
  }

  private void addFile(Path path, byte[] name, BasicFileAttributes attributes) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, NO_LINKS);
        InputStream in = Channels.newInputStream(file)) {
      tar.begin(entry(name, TarEntry.Type.FILE, attributes, attributes.size(), new byte[0]));
      entries++;
      bytes += attributes.size();
      copy(in, name);
    } catch (FileSystemException e) {
      skip(name, Exchange.explained(e).sentence());
    }
  }

  private void copy(InputStream in, byte[] name) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (tar.left() > 0) {
      int count = in.read(buffer);
      if (count < 0) {
        skip(name, "it shrank while it was read; the rest is zeros");
        return;
      }
      tar.write(buffer, count);
    }
  }

  private static byte[] joined(byte[] directory, byte[] name) {
    if (directory.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(directory, directory.length + 1 + name.length);
    joined[directory.length] = '/';
    System.arraycopy(name, 0, joined, directory.length + 1, name.length);
    return joined;
  }

  private static TarEntry entry(
      byte[] name, TarEntry.Type type, BasicFileAttributes attributes, long size, byte[] link) {
    return new TarEntry(
        name, type, Mode.of(attributes), size, attributes.lastModifiedTime().toInstant(), link);
  }

  void skip(byte[] name, String reason) {
    skipped.add(new Tar.Skipped(new String(name, StandardCharsets.UTF_8), reason));
  }

  Tar.Packed finish() throws IOException {
    tar.finish();
    return new Tar.Packed(entries, bytes, skipped);
  }
}
