package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reading, writing and listing files, one at a time. */
final class FileOps {
  private static final int CHUNK = 1 << 16;
  private static final int MOST_LISTED = 2000;
  private static final int DEFAULT_MODE = 0644;

  private FileOps() {}

  static Map<String, Operation> all() {
    return Map.of(
        "read", FileOps::read,
        "write", FileOps::write,
        "stat", FileOps::stat,
        "list", FileOps::list);
  }

  private static Fields read(Operation.Call call) throws IOException {
    Path path = RawPath.of(call.request().string("path"));
    long offset = Math.max(0, call.request().number("offset", 0));
    long left = call.request().number("length", Long.MAX_VALUE);
    if (!Files.isRegularFile(path)) {
      if (Files.exists(path)) {
        throw GuestException.badRequest(path + " is not a file");
      }
      throw new GuestException(GuestException.Code.NOT_FOUND, "there is no file " + path);
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        OutputStream out = call.output(Frame.CONTENT)) {
      long size = file.size();
      file.position(offset);
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
      byte[] bytes = new byte[CHUNK];
      while (left > 0) {
        buffer.clear().limit((int) Math.min(left, CHUNK));
        int count = file.read(buffer);
        if (count < 0) {
          break;
        }
        buffer.flip().get(bytes, 0, count);
        out.write(bytes, 0, count);
        left -= count;
      }
      return Fields.of("size", size);
    }
  }

  private static Fields write(Operation.Call call) throws IOException {
    Path path = RawPath.of(call.request().string("path"));
    int mode = call.request().integer("mode", 0, 0777, DEFAULT_MODE);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw GuestException.badRequest(path + " is a directory");
    }
    byte[] temporary = (".ale-" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
    Path parent = path.getParent();
    if (parent == null) {
      throw GuestException.badRequest(path + " is not a file name");
    }
    Path part = RawPath.below(parent, temporary);
    try {
      long size = copy(call.input(Frame.CONTENT), part);
      Mode.set(part, mode);
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Fields.of("size", size);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long copy(InputStream in, Path to) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return in.transferTo(out);
    }
  }

  private static Fields stat(Operation.Call call) throws IOException {
    return look(RawPath.of(call.request().string("path"))).fields();
  }

  /** In the order of the names' bytes; a long listing is asked for piece by piece. */
  private static Fields list(Operation.Call call) throws IOException {
    Path directory = RawPath.of(call.request().string("path"));
    byte[] after = call.request().string("after", "").getBytes(StandardCharsets.UTF_8);
    var paths = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(paths::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    List<Path> wanted =
        paths.stream()
            .filter(path -> Arrays.compareUnsigned(nameBytes(path), after) > 0)
            .sorted((a, b) -> Arrays.compareUnsigned(nameBytes(a), nameBytes(b)))
            .toList();
    var entries = new ArrayList<Fields>();
    for (Path path : wanted.subList(0, Math.min(wanted.size(), MOST_LISTED))) {
      entries.add(look(path).fields());
    }
    return Fields.of("entries", entries, "truncated", wanted.size() > MOST_LISTED);
  }

  private static byte[] nameBytes(Path path) {
    return name(path).getBytes(StandardCharsets.UTF_8);
  }

  private static String name(Path path) {
    String whole = new String(RawPath.bytes(path), StandardCharsets.UTF_8);
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  private static FileStat look(Path path) throws IOException {
    BasicFileAttributes attributes = Mode.look(path);
    boolean link = attributes.isSymbolicLink();
    FileStat.Type type =
        link
            ? FileStat.Type.LINK
            : attributes.isDirectory()
                ? FileStat.Type.DIRECTORY
                : attributes.isRegularFile() ? FileStat.Type.FILE : FileStat.Type.OTHER;
    return new FileStat(
        name(path),
        type,
        attributes.size(),
        Mode.of(attributes),
        attributes.lastModifiedTime().toInstant(),
        link ? new String(RawPath.linkTarget(path), StandardCharsets.UTF_8) : "");
  }
}
