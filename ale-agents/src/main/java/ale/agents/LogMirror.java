package ale.agents;

import ale.core.AleException;
import ale.guest.FileStat;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Copies a program's growing logs out of the sandbox, and hands their lines on. Files, their sizes
 * and their names are an agent's to choose, so all three are bounded.
 */
final class LogMirror {
  private static final int PIECE = 4 << 20;
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_FILES = 500;
  private static final int DEEPEST = 8;

  private final GuestClient guest;
  private final String home;
  private final Path copies;
  private final NativeLog log;
  private final Map<String, Long> offsets = new HashMap<>();
  private final Map<String, LineFeed> feeds = new HashMap<>();

  /** Flat, for what is a file now may be a folder at the next look. */
  private final Map<String, String> names = new HashMap<>();

  private long bytes;

  LogMirror(GuestClient guest, String home, Path copies, NativeLog log) {
    this.guest = guest;
    this.home = home;
    this.copies = copies;
    this.log = log;
  }

  /** Takes what is new. */
  void look() {
    for (String folder : log.folders()) {
      look(folder, 0);
    }
  }

  private void look(String folder, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    for (FileStat entry : lenient(() -> guest.list(home + "/" + folder), List.<FileStat>of())) {
      String path = folder + "/" + entry.name();
      if (!entry.name().matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")) {
        continue;
      }
      if (entry.type() == FileStat.Type.DIRECTORY) {
        look(path, depth + 1);
      } else if (entry.type() == FileStat.Type.FILE && log.wants(path)) {
        take(path, entry.size());
      }
    }
  }

  /** What is not there yet, is gone between two looks or may not be read is nothing new. */
  private static <T> T lenient(Supplier<T> answer, T otherwise) {
    try {
      return answer.get();
    } catch (GuestException e) {
      if (e.code() == GuestException.Code.LOST_CONNECTION
          || e.code() == GuestException.Code.CANCELLED) {
        throw e;
      }
      return otherwise;
    }
  }

  private void take(String path, long size) {
    if (!offsets.containsKey(path) && offsets.size() >= MOST_FILES) {
      return;
    }
    long at = offsets.getOrDefault(path, 0L);
    while (at < size && bytes < MOST_BYTES) {
      long from = at;
      byte[] piece = lenient(() -> guest.read(home + "/" + path, from, PIECE), new byte[0]);
      if (piece.length == 0) {
        break;
      }
      at += piece.length;
      bytes += piece.length;
      offsets.put(path, at);
      keep(path, piece);
      feeds.computeIfAbsent(path, p -> new LineFeed(line -> log.line(p, line))).feed(piece);
    }
  }

  private void keep(String path, byte[] piece) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    Path copy =
        copies.resolve(
            names.computeIfAbsent(path, _ -> "%03d-%s".formatted(names.size() + 1, name)));
    try {
      Files.write(copy, piece, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AleException("cannot keep a harness's log: " + e.getMessage(), e);
    }
  }

  void end() {
    feeds.values().forEach(LineFeed::end);
  }
}
