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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    if (!before.controllerGone() && before.controller() != ProcessHandle.current().pid()) {
      throw new SandboxException(
          "sandbox " + id + " is in the hands of process " + before.controller());
    }
    LocalRecord mine = before.taken();
    mine.write(places);
    return mine;
  }

  List<SandboxInfo> list() {
    List<SandboxInfo> found = new ArrayList<>();
    Path folder = state.resolve("sandboxes");
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        LocalPlaces places = new LocalPlaces(entry);
        Optional<LocalRecord> record = LocalRecord.read(places);
        if (record.isPresent()) {
          LocalRecord r = record.get();
          int alive =
              walls.groups(r.id(), places).stream().mapToInt(g -> g.processes().size()).sum();
          found.add(
              new SandboxInfo(
                  r.id(),
                  walls.name(),
                  r.image(),
                  r.opened(),
                  r.controller(),
                  r.orphan(clock.instant()),
                  r.kept(),
                  alive,
                  r.claim().filter(_ -> r.waits(clock.instant()))));
        }
      }
    } catch (IOException e) {
      throw new SandboxException("cannot list the sandboxes in " + folder, e);
    }
    return found;
  }

  /** Notes since when a sandbox waits for a controller; its patience ends some time. */
  private void leave(String id) {
    LocalPlaces places = places(id);
    LocalRecord.read(places)
        .filter(r -> r.controllerGone() && r.left().isEmpty())
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
