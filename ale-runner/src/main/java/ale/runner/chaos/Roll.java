package ale.runner.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Every sandbox that there was, noted by somebody who looks all the time. */
final class Roll implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Path folder;
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Thread watcher;

  private Roll(Path folder) {
    this.folder = folder;
    this.watcher = Thread.ofVirtual().name("roll").start(this::watch);
  }

  static Roll of(Path folder) {
    return new Roll(folder);
  }

  Set<String> names() {
    return Set.copyOf(names);
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(p -> names.add(String.valueOf(p.getFileName())));
    } catch (IOException | UncheckedIOException e) {
      // there was none yet
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
