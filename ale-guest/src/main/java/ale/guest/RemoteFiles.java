package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Files of a machine that runs {@code computer-server}: bytes by its commands, the rest by find.
 */
final class RemoteFiles {
  private static final int CHUNK = 4 << 20;
  private static final int MOST_LISTED = 2000;
  private static final int DEFAULT_MODE = 0644;
  private static final int FIELDS = 6;

  /** Name, kind, size, mode, time of change and target, each ended by a zero byte. */
  private static final String FORMAT = " -printf '%f\\0%y\\0%s\\0%m\\0%T@\\0%l\\0'";

  private final ComputerServer server;
  private final RemoteShell shell;

  RemoteFiles(ComputerServer server, RemoteShell shell) {
    this.server = server;
    this.shell = shell;
  }

  Map<String, Operation> all() {
    return Map.of(
        "read", this::read,
        "write", this::write,
        "stat", call -> look(path(call.request())).fields(),
        "list", this::list);
  }

  /** A name for a file that is there for one operation. */
  String temporary() {
    return "/tmp/.ale-" + UUID.randomUUID();
  }

  void remove(String path) {
    try {
      server.tell("delete_file", "path", path);
    } catch (GuestException e) {
      // it was never made, or is gone
    }
  }

  /** Writes a file piece by piece. */
  long upload(String path, InputStream content) throws IOException {
    long size = 0;
    while (true) {
      byte[] piece = content.readNBytes(CHUNK);
      if (piece.length > 0 || size == 0) {
        String text = Base64.getEncoder().encodeToString(piece);
        server.tell("write_bytes", "path", path, "content_b64", text, "append", size > 0);
      }
      size += piece.length;
      if (piece.length < CHUNK) {
        return size;
      }
    }
  }

  /** Copies part of a file; a server that sends more than it was asked for is not believed. */
  void download(String path, long from, long length, OutputStream to) throws IOException {
    for (long at = from, left = length; left > 0; ) {
      int wanted = (int) Math.min(left, CHUNK);
      byte[] piece =
          server.ask(
              "read_bytes",
              Fields.of("path", path, "offset", at, "length", wanted),
              ComputerServer.PATIENCE,
              reply -> RemoteDrivers.base64(reply.string("content_b64")));
      if (piece.length > wanted) {
        throw Frame.protocol("the computer-server sends more of " + path + " than it was asked");
      }
      if (piece.length == 0) {
        return;
      }
      to.write(piece);
      at += piece.length;
      left -= piece.length;
    }
  }

  private Fields read(Operation.Call call) throws IOException {
    String path = path(call.request());
    long offset = Math.max(0, call.request().number("offset", 0));
    String script = "[ -e " + RemoteShell.quoted(path) + " ] || exit 3; stat -L -c '%F|%s' -- ";
    RemoteShell.Ended ended =
        shell.run(script + RemoteShell.quoted(path), "/dev/null", ComputerServer.PATIENCE);
    String[] about = ended.text().strip().split("\\|", -1);
    if (ended.code() == 3) {
      throw new GuestException(GuestException.Code.NOT_FOUND, "there is no file " + path);
    }
    if (about.length != 2 || !about[0].startsWith("regular") || !about[1].matches("[0-9]{1,18}")) {
      throw GuestException.badRequest(path + " is not a file");
    }
    long size = Long.parseLong(about[1]);
    long length = Math.min(call.request().number("length", Long.MAX_VALUE), size - offset);
    try (OutputStream out = call.output(Frame.CONTENT)) {
      download(path, offset, length, out);
    }
    return Fields.of("size", size);
  }

  private Fields write(Operation.Call call) throws IOException {
    String path = path(call.request());
    int mode = call.request().integer("mode", 0, 0777, DEFAULT_MODE);
    String part = path.substring(0, path.lastIndexOf('/') + 1) + ".ale-" + UUID.randomUUID();
    try {
      long size = upload(part, call.input(Frame.CONTENT));
      shell.must(
          "writing " + path,
          "chmod %o -- %s && mv -f -T -- %s %s"
              .formatted(
                  mode,
                  RemoteShell.quoted(part),
                  RemoteShell.quoted(part),
                  RemoteShell.quoted(path)),
          ComputerServer.PATIENCE);
      return Fields.of("size", size);
    } catch (GuestException | IOException e) {
      remove(part);
      throw e;
    }
  }

  private FileStat look(String path) {
    return found(path, "-maxdepth 0").getFirst();
  }

  private Fields list(Operation.Call call) {
    String after = call.request().string("after", "");
    List<FileStat> entries =
        found(path(call.request()) + "/", "-mindepth 1 -maxdepth 1").stream()
            .filter(entry -> order(entry.name(), after) > 0)
            .sorted(Comparator.comparing(FileStat::name, RemoteFiles::order))
            .toList();
    return Fields.of(
        "entries",
        entries.stream().limit(MOST_LISTED).map(FileStat::fields).toList(),
        "truncated",
        entries.size() > MOST_LISTED);
  }

  private static int order(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private List<FileStat> found(String path, String depth) {
    String[] words =
        shell
            .must(
                "looking at " + path,
                "LC_ALL=C find " + RemoteShell.quoted(path) + " " + depth + FORMAT,
                ComputerServer.PATIENCE)
            .text()
            .split("\0", -1);
    if (words.length % FIELDS != 1) {
      throw Frame.protocol("the remote machine tells of " + path + " what is not understood");
    }
    var found = new ArrayList<FileStat>();
    for (int i = 0; i + FIELDS < words.length; i += FIELDS) {
      found.add(stat(path, List.of(words).subList(i, i + FIELDS)));
    }
    return found;
  }

  private static FileStat stat(String path, List<String> words) {
    try {
      double seconds = Double.parseDouble(words.get(4));
      return new FileStat(
          words.get(0),
          switch (words.get(1)) {
            case "f" -> FileStat.Type.FILE;
            case "d" -> FileStat.Type.DIRECTORY;
            case "l" -> FileStat.Type.LINK;
            default -> FileStat.Type.OTHER;
          },
          Long.parseLong(words.get(2)),
          Integer.parseInt(words.get(3), 8) & 0777,
          Instant.EPOCH.plus(Duration.ofMillis((long) (seconds * 1000))),
          words.get(5));
    } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new GuestException(
          GuestException.Code.PROTOCOL,
          "the remote machine tells of " + path + " what is not understood: " + words,
          e);
    }
  }

  /** The absolute path that a request names, without slashes at its end. */
  static String path(Fields request) {
    return path(request.string("path"));
  }

  static String path(String path) {
    if (!path.startsWith("/") || path.startsWith("//") || path.indexOf(0) >= 0) {
      throw GuestException.badRequest("\"" + path + "\" is not an absolute path");
    }
    String bare = path.replaceFirst("/+$", "");
    return bare.isEmpty() ? "/" : bare;
  }
}
