package ale.sandbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks of unprivileged host user ids, one block for each living sandbox, so that no two sandboxes
 * share a user. A block is held by a symbolic link, which only one process can make and which is
 * there with all that it says at once: which sandbox, and which process opens it.
 */
final class LocalSlots {
  /** Within the 65536 users that an ordinary user's namespace has, above those of Debian. */
  private static final int FIRST_USER = Linux.mapped() ? 2_000 : 700_000;

  static final int SHARED_USER = FIRST_USER - 1;
  private static final int BLOCK = 16;

  /** How many there are: fewer where users are few. */
  static final int SLOTS = Linux.mapped() ? 3_500 : 4_096;

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

  int take(String sandbox, Controller holder) throws IOException {
    Files.createDirectories(folder);
    Path words = Path.of(new Held(sandbox, holder).words());
    for (int slot = first; slot < first + SLOTS; slot++) {
      try {
        Files.createSymbolicLink(folder.resolve(Integer.toString(slot)), words);
        return slot;
      } catch (FileAlreadyExistsException held) {
        // Another sandbox has it; the next one may be free.
      }
    }
    throw new SandboxException("all " + SLOTS + " sandbox slots of this machine are taken");
  }

  /** Gives back what a sandbox holds, if it still holds anything. */
  void free(String sandbox) throws IOException {
    for (Path slot : entries(folder)) {
      if (Held.at(slot).filter(held -> held.sandbox().equals(sandbox)).isPresent()) {
        Files.deleteIfExists(slot);
      }
    }
  }

  /**
   * Takes away what a controller held that was killed before its sandbox had a record, or after it
   * had none any more.
   *
   * @param sandboxes folder of the sandboxes
   * @param recorded slots that a record names
   */
  void sweep(Path sandboxes, Collection<Integer> recorded) throws IOException {
    // In the order in which they come into being, seen from the end: a folder that is there had its
    // slot before, so it is in nobody's making if no slot of a living process names it now.
    for (Path sandbox : entries(sandboxes)) {
      String id = String.valueOf(sandbox.getFileName());
      if (!Files.exists(new LocalPlaces(sandbox).record())
          && held().noneMatch(held -> held.sandbox().equals(id) && !held.holder().gone())) {
        Trees.delete(sandbox);
      }
    }
    for (Path slot : entries(folder)) {
      if (recorded.stream().noneMatch(s -> slot.endsWith(Integer.toString(s)))
          && Held.at(slot).filter(held -> !held.holder().gone()).isEmpty()) {
        Files.deleteIfExists(slot);
      }
    }
  }

  private Stream<Held> held() throws IOException {
    return entries(folder).stream().flatMap(slot -> Held.at(slot).stream());
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return all.toList();
    }
  }

  /** What stands in a slot, as in {@code 0123abcd@1234@5678900}. */
  private record Held(String sandbox, Controller holder) {
    String words() {
      return sandbox + "@" + holder;
    }

    static Optional<Held> at(Path slot) {
      try {
        String[] parts = Files.readSymbolicLink(slot).toString().split("@", 2);
        return parts.length < 2
            ? Optional.empty()
            : Optional.of(new Held(parts[0], Controller.of(parts[1])));
      } catch (NoSuchFileException | NotLinkException | IllegalArgumentException other) {
        return Optional.empty(); // freed meanwhile, or never one of ours
      } catch (IOException e) {
        throw new SandboxException("cannot read " + slot + ": " + e.getMessage(), e);
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
