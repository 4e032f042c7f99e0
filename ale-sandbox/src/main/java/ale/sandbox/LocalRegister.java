package ale.sandbox;

import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of all local sandboxes of this machine, of any controller, living or gone. */
final class LocalRegister {
  /** A lock of the file system holds other processes off, not other threads of this one. */
  private static final Object SWEEPING = new Object();

  private final Path state;
  private final Walls walls;
  private final InstantSource clock;

  LocalRegister(Path state, Walls walls, InstantSource clock) {
    this.state = state;
    this.walls = walls;
    this.clock = clock;
  }

  LocalPlaces places(String id) {
    return new LocalPlaces(state.resolve("sandboxes").resolve(id));
  }

  /** The record of a sandbox that a person named. */
  LocalRecord living(String id) {
    LocalPlaces places = places(id);
    if (!id.matches("[0-9a-f]{8}") || !Files.exists(places.record())) {
      throw new InputException("there is no sandbox " + id + "; see: ale sandbox list");
    }
    return Json.read(places.record(), LocalRecord.class);
  }

  /** Puts a sandbox whose controller is gone into the hands of this process. */
  LocalRecord take(String id) {
    return alone(() -> taken(id, places(id)));
  }

  private static LocalRecord taken(String id, LocalPlaces places) {
    LocalRecord before =
        LocalRecord.read(places)
            .orElseThrow(() -> new SandboxException("sandbox " + id + " is gone"));
    if (!before.controller().gone() && !before.controller().equals(Controller.mine())) {
      throw new SandboxException(
          "sandbox " + id + " is in the hands of process " + before.controller().process());
    }
    LocalRecord mine = before.taken();
    mine.write(places);
    return mine;
  }

  List<SandboxInfo> list() {
    return records().stream().map(this::info).toList();
  }

  private SandboxInfo info(LocalRecord record) {
    int alive =
        walls.groups(record.id(), places(record.id())).stream()
            .mapToInt(g -> g.processes().size())
            .sum();
    return new SandboxInfo(
        record.id(),
        walls.name(),
        record.image(),
        record.opened(),
        record.controller().process(),
        record.orphan(clock.instant()),
        record.kept(),
        alive,
        record.claim().filter(_ -> record.waits(clock.instant())));
  }

  /** The slots that sandboxes have. */
  Set<Integer> slots() {
    return records().stream().map(LocalRecord::slot).collect(Collectors.toSet());
  }

  private List<LocalRecord> records() {
    Path folder = state.resolve("sandboxes");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .sorted()
          .flatMap(entry -> LocalRecord.read(new LocalPlaces(entry)).stream())
          .toList();
    } catch (IOException e) {
      throw new SandboxException("cannot list the sandboxes in " + folder, e);
    }
  }

  /** Notes since when a sandbox waits for a controller; its patience ends some time. */
  private void leave(String id) {
    LocalPlaces places = places(id);
    LocalRecord.read(places)
        .filter(r -> r.controller().gone() && r.left().isEmpty())
        .ifPresent(r -> r.leftAt(clock.instant()).write(places));
  }

  /** Those that nobody needs, to be removed under {@link #alone}; others begin to wait. */
  List<SandboxInfo> orphans() {
    List<SandboxInfo> all = list();
    all.stream().filter(s -> s.waitsFor().isPresent()).forEach(s -> leave(s.id()));
    return all.stream().filter(SandboxInfo::orphan).toList();
  }

  /** Something that needs files. */
  interface Task<T> {
    T run() throws IOException;
  }

  /** Does something while no other process takes sandboxes over or cleans them away. */
  <T> T alone(Task<T> task) {
    synchronized (SWEEPING) {
      try (FileChannel file =
              FileChannel.open(
                  state.resolve("clean.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = file.lock()) {
        return task.run();
      } catch (IOException e) {
        throw new SandboxException("cannot work in " + state + ": " + e.getMessage(), e);
      }
    }
  }
}
