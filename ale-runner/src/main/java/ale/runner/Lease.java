package ale.runner;

import ale.core.AleException;
import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to change a folder, a run's or a trial's, which one process has at a time. It is a lock
 * of the file system, so the kernel ends it with the process; who has it stands beside it in {@code
 * lease.json}.
 */
public final class Lease implements AutoCloseable {
  private static final String LOCK = "lease.lock";
  private static final String HOLDER = "lease.json";

  /** What it leaves in the folder, which is no part of what the folder holds. */
  static final Set<String> FILES = Set.of(LOCK, HOLDER);

  /** A process loses its locks when it closes a file that it has locked, so it must know them. */
  private static final Map<Path, Holder> MINE = new ConcurrentHashMap<>();

  /** Who looks has the lock for a moment, which another thread of this process must not meet. */
  private static final ReentrantLock LOOKING = new ReentrantLock(true);

  /** And another process meets it seldom enough to try again. */
  private static final int TRIES = 5;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

  /**
   * Who has it.
   *
   * @param process its id
   * @param host the machine on which it runs
   * @param since when it took it
   */
  public record Holder(long process, String host, Instant since) {
    /** For a message, as in "process 17 on alpha since 2026-11-22T10:00:00Z". */
    public String words() {
      return "process " + process + " on " + host + " since " + since;
    }
  }

  /** Somebody else has it. */
  public static final class Held extends AleException {
    private static final long serialVersionUID = 1L;

    private final transient Holder holder;

    Held(Path folder, Holder holder) {
      super(folder + " is in the hands of " + holder.words());
      this.holder = holder;
    }

    public Holder holder() {
      return holder;
    }
  }

  private final Path folder;
  private final FileChannel file;

  private Lease(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes it.
   *
   * @throws Held if another process, or another part of this one, has it
   */
  public static Lease take(Path place, InstantSource clock) {
    Path folder = place.toAbsolutePath().normalize();
    Holder me = new Holder(ProcessHandle.current().pid(), host(), clock.instant());
    Holder other = MINE.putIfAbsent(folder, me);
    if (other != null) {
      throw new Held(folder, other);
    }
    Optional<Lease> taken = Optional.empty();
    try {
      Files.createDirectories(folder);
      taken = tried(folder);
      Lease lease = taken.orElseThrow(() -> new Held(folder, written(folder)));
      Json.write(folder.resolve(HOLDER), me);
      return lease;
    } catch (IOException e) {
      throw new AleException("cannot take the lease of " + folder + ": " + e.getMessage(), e);
    } finally {
      if (taken.isEmpty()) {
        MINE.remove(folder);
      }
    }
  }

  private static Optional<Lease> tried(Path folder) throws IOException {
    LOOKING.lock();
    try {
      Optional<Lease> taken = lock(folder);
      for (int tries = 1; taken.isEmpty() && tries < TRIES; tries++) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        taken = lock(folder);
      }
      return taken;
    } finally {
      LOOKING.unlock();
    }
  }

  /** Who has it now; empty if nobody has, whatever the file says. */
  public static Optional<Holder> holder(Path place) {
    Path folder = place.toAbsolutePath().normalize();
    LOOKING.lock();
    try {
      Holder mine = MINE.get(folder);
      if (mine != null || !Files.exists(folder.resolve(LOCK))) {
        return Optional.ofNullable(mine);
      }
      Optional<Lease> free = lock(folder);
      if (free.isPresent()) {
        free.get().file.close();
        return Optional.empty();
      }
      return Optional.of(written(folder));
    } catch (IOException e) {
      throw new AleException("cannot look at the lease of " + folder + ": " + e.getMessage(), e);
    } finally {
      LOOKING.unlock();
    }
  }

  /** Whether anybody ever took it. */
  static boolean known(Path place) {
    return Files.exists(place.resolve(LOCK));
  }

  private static Optional<Lease> lock(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = file.tryLock();
    if (lock == null) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(new Lease(folder, file));
  }

  /** Who has it says so a moment after taking it, and ceases to a moment before giving it back. */
  private static Holder written(Path folder) {
    try {
      return Json.read(folder.resolve(HOLDER), Holder.class);
    } catch (InputException e) {
      return new Holder(0, "an unknown machine", Instant.EPOCH);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "this machine");
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(HOLDER));
      file.close();
    } catch (IOException e) {
      throw new AleException("cannot give back the lease of " + folder, e);
    } finally {
      MINE.remove(folder);
    }
  }
}
