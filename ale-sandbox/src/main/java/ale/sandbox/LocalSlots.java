package ale.sandbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Blocks of unprivileged host user ids, one block for each living sandbox, so that no two sandboxes
 * share a user. A block is held by a file that only one process can make.
 */
final class LocalSlots {
  /** Within the 65536 users that an ordinary user's namespace has, above those of Debian. */
  private static final int FIRST_USER = Linux.mapped() ? 2_000 : 700_000;

  static final int SHARED_USER = FIRST_USER - 1;
  private static final int BLOCK = 16;

  /** How many there are: fewer where users are few. */
  static final int SLOTS = Linux.mapped() ? 3_500 : 4_096;

  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Path folder;
  private final int first;

  /**
   * @param folder where slots are held
   * @param first number of the first one; those of different folders must not overlap
   */
  LocalSlots(Path folder, int first) {
    this.folder = folder;
    this.first = first;
  }

  int take(String sandbox) throws IOException {
    Files.createDirectories(folder);
    for (int slot = first; slot < first + SLOTS; slot++) {
      try {
        Files.writeString(Files.createFile(folder.resolve(Integer.toString(slot))), sandbox + "\n");
        return slot;
      } catch (FileAlreadyExistsException held) {
        // Another sandbox has it; the next one may be free.
      }
    }
    throw new SandboxException("all " + SLOTS + " sandbox slots of this machine are taken");
  }

  void free(int slot) throws IOException {
    Files.deleteIfExists(folder.resolve(Integer.toString(slot)));
  }

  /** Frees what a controller held that was killed before it could write its sandbox's record. */
  void sweep(Path sandboxes, Instant now) throws IOException {
    Instant old = now.minus(GRACE);
    try (Stream<Path> held = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path slot : held.toList()) {
        String id = Files.readString(slot).strip();
        boolean named = id.matches("[0-9a-f]{8}");
        if (Files.getLastModifiedTime(slot).toInstant().isBefore(old)
            && !(named && Files.exists(sandboxes.resolve(id).resolve("sandbox.json")))) {
          if (named) {
            Trees.delete(sandboxes.resolve(id));
          }
          Files.deleteIfExists(slot);
        }
      }
    }
  }

  /**
   * The host user of a part of the sandbox in this slot: 0 the agent, 1 the display, 2... services.
   */
  static int user(int slot, int part) {
    return FIRST_USER + slot * BLOCK + part;
  }

  /** Everything that runs under the users of a slot. */
  static Group group(int slot) {
    return new UserGroup(user(slot, 0), BLOCK);
  }
}
