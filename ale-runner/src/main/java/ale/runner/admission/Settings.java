package ale.runner.admission;

import ale.core.Json;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a person says of a machine: {@code admission.json} in the folder of its state.
 *
 * @param licences how many of each there are, by name; of one that is not named there is none
 * @param models how many trials may use a model at the same time, by its name; {@code *} is every
 *     model that is not named, and without it they are not counted
 * @param displays how many screens at the same time
 * @param loadPerProcessor above this load no further trial begins beside others
 * @param memoryReserveMegabytes memory that is left to other programs
 * @param diskReserveMegabytes room in the folder of runs that is left free
 */
public record Settings(
    Optional<Map<String, Integer>> licences,
    Optional<Map<String, Integer>> models,
    Optional<Integer> displays,
    @JsonProperty("load_per_processor") Optional<Double> loadPerProcessor,
    @JsonProperty("memory_reserve_mb") Optional<Long> memoryReserveMegabytes,
    @JsonProperty("disk_reserve_mb") Optional<Long> diskReserveMegabytes) {
  public static final Settings STANDARD =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Reads them, if there are any. */
  public static Settings in(Path state) {
    Path file = state.resolve("admission.json");
    return Files.exists(file) ? Json.read(file, Settings.class) : STANDARD;
  }

  int licences(String name) {
    return licences.map(all -> all.getOrDefault(name, 0)).orElse(0);
  }

  int model(String name) {
    return models
        .map(all -> all.getOrDefault(name, all.getOrDefault("*", Integer.MAX_VALUE)))
        .orElse(Integer.MAX_VALUE);
  }

  int screens() {
    return displays.orElse(Integer.MAX_VALUE);
  }

  double load() {
    return loadPerProcessor.orElse(4.0);
  }

  long memoryReserve() {
    return memoryReserveMegabytes.orElse(512L);
  }

  long diskReserve() {
    return diskReserveMegabytes.orElse(512L);
  }
}
