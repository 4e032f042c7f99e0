package ale.sandbox;

import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a sandbox's {@code sandbox.json}: enough for any later process to clean it up.
 *
 * @param format version of this file's format
 * @param id the sandbox
 * @param image what software is on it
 * @param opened since when
 * @param controller process id of the controller
 * @param controllerStart when that process started, so that a reused id is not taken for it
 * @param slot the block of user ids that it holds
 * @param layers folders of its image, the topmost first
 * @param kept whether it stays when its controller is gone
 */
record LocalRecord(
    String format,
    String id,
    String image,
    Instant opened,
    long controller,
    Optional<Instant> controllerStart,
    int slot,
    List<String> layers,
    boolean kept) {
  static final String FORMAT = "ale-sandbox-1";

  LocalRecord {
    layers = List.copyOf(layers);
  }

  static LocalRecord mine(String id, Image image, Instant opened, int slot) {
    ProcessHandle me = ProcessHandle.current();
    return new LocalRecord(
        FORMAT,
        id,
        image.name(),
        opened,
        me.pid(),
        me.info().startInstant(),
        slot,
        image.layers().stream().map(Path::toString).toList(),
        false);
  }

  LocalRecord keep() {
    return new LocalRecord(
        format, id, image, opened, controller, controllerStart, slot, layers, true);
  }

  /** The image that it was opened from. */
  Image of() {
    List<Path> paths = layers.stream().map(Path::of).toList();
    return new Image(image, String.valueOf(paths.getFirst().getFileName()), paths);
  }

  /** Whether the controller that opened it is gone, and it was not meant to stay. */
  boolean orphan() {
    return !kept && controllerGone();
  }

  private boolean controllerGone() {
    return ProcessHandle.of(controller)
        .filter(p -> p.info().startInstant().equals(controllerStart))
        .isEmpty();
  }

  /** The record; absent if the sandbox is gone, perhaps just now. */
  static Optional<LocalRecord> read(LocalPlaces places) {
    try {
      return Optional.of(Json.read(Files.readString(places.record()), LocalRecord.class));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SandboxException("cannot read " + places.record() + ": " + e.getMessage(), e);
    }
  }

  void write(LocalPlaces places) {
    Json.write(places.record(), this);
  }
}
