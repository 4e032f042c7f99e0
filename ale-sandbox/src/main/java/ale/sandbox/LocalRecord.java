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
 * @param controller in whose hands it is
 * @param slot the block of user ids that it holds
 * @param layers folders of its image, the topmost first
 * @param kept whether it stays when its controller is gone
 * @param claim the file as long as which it is needed, though its controller be gone
 * @param left when it was first seen without its controller
 */
record LocalRecord(
    String format,
    String id,
    String image,
    Instant opened,
    Controller controller,
    int slot,
    List<String> layers,
    boolean kept,
    Optional<String> claim,
    Optional<Instant> left) {
  static final String FORMAT = "ale-sandbox-2";

  LocalRecord {
    layers = List.copyOf(layers);
  }

  static LocalRecord mine(String id, Image image, Instant opened, int slot) {
    return new LocalRecord(
        FORMAT,
        id,
        image.name(),
        opened,
        Controller.mine(),
        slot,
        image.layers().stream().map(Path::toString).toList(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  LocalRecord keep() {
    return new LocalRecord(format, id, image, opened, controller, slot, layers, true, claim, left);
  }

  LocalRecord claimed(Path file) {
    return new LocalRecord(
        format,
        id,
        image,
        opened,
        controller,
        slot,
        layers,
        kept,
        Optional.of(file.toAbsolutePath().normalize().toString()),
        left);
  }

  /** The same in the hands of this process. */
  LocalRecord taken() {
    return new LocalRecord(
        format, id, image, opened, Controller.mine(), slot, layers, kept, claim, Optional.empty());
  }

  LocalRecord leftAt(Instant when) {
    return new LocalRecord(
        format, id, image, opened, controller, slot, layers, kept, claim, Optional.of(when));
  }

  /** The image that it was opened from. */
  Image of() {
    List<Path> paths = layers.stream().map(Path::of).toList();
    return new Image(image, String.valueOf(paths.getFirst().getFileName()), paths);
  }

  /** Whether its controller is gone, it was not meant to stay, and nobody will take it over. */
  boolean orphan(Instant now) {
    return !kept && controller.gone() && !waits(now);
  }

  /** Whether its controller is gone, but the next one is to take it over. */
  boolean waits(Instant now) {
    return controller.gone()
        && claim.filter(file -> Files.exists(Path.of(file))).isPresent()
        && left.filter(since -> since.plus(Provider.Lasting.PATIENCE).isBefore(now)).isEmpty();
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
