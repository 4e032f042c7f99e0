package ale.runner.admission;

import ale.core.AleException;
import ale.core.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A small file of JSON that the controllers of one machine change in turn. */
final class SharedFile<T> {
  /** A lock of the file system is a process's, so its threads need one of their own. */
  private static final Map<Path, ReentrantLock> INSIDE = new ConcurrentHashMap<>();

  /** What a change gives, and the content after it. */
  record Change<T, R>(R result, T content) {}

  private final Path file;
  private final Class<T> type;
  private final T empty;

  SharedFile(Path file, Class<T> type, T empty) {
    this.file = file.toAbsolutePath().normalize();
    this.type = type;
    this.empty = empty;
  }

  T read() {
    return Files.exists(file) ? Json.read(file, type) : empty;
  }

  /** Changes it while nobody else can. */
  <R> R change(Function<T, Change<T, R>> how) {
    ReentrantLock inside = INSIDE.computeIfAbsent(file, f -> new ReentrantLock());
    inside.lock();
    try {
      Files.createDirectories(file.resolveSibling("."));
      try (FileChannel channel =
              FileChannel.open(
                  file.resolveSibling(file.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("its lock was lost");
        }
        T before = read();
        Change<T, R> change = how.apply(before);
        if (!change.content().equals(before)) {
          Json.write(file, change.content());
        }
        return change.result();
      }
    } catch (IOException e) {
      throw new AleException("cannot change " + file + ": " + e.getMessage(), e);
    } finally {
      inside.unlock();
    }
  }
}
