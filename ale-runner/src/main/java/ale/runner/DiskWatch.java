package ale.runner;

import ale.core.AleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The disks that trials fill, and how much of them must be free: below one mark a person is warned,
 * below the other no new trial begins.
 */
public final class DiskWatch {
  /** GB of 2^30 bytes below which a person is warned, unless something else is said. */
  public static final double WARN = 10;

  /** GB below which no new trial begins, unless something else is said. */
  public static final double FLOOR = 1;

  /** There is too little disk to begin a trial; a later resume begins it. */
  public static final class Full extends AleException {
    private static final long serialVersionUID = 1L;

    private Full(String message) {
      super(message);
    }
  }

  private static final double GIGABYTE = 1L << 30;

  private final Map<String, Path> places;
  private final double warn;
  private final double floor;

  private DiskWatch(Map<String, Path> places, double warn, double floor) {
    this.places = new TreeMap<>(places);
    this.warn = warn;
    this.floor = floor;
  }

  /**
   * A watch over some places.
   *
   * @param places folders by what they are for, such as {@code runs}; they need not exist
   * @param warn GB of 2^30 bytes
   * @param floor the same
   */
  public static DiskWatch over(Map<String, Path> places, double warn, double floor) {
    return new DiskWatch(places, warn, floor);
  }

  /** A watch that never objects. */
  public static DiskWatch none() {
    return new DiskWatch(Map.of(), 0, 0);
  }

  /** Why no new trial may begin now. */
  public Optional<String> objection() {
    return below(floor).map(t -> t + " free, and no new trial begins below " + words(floor));
  }

  /**
   * The same work, but no trial of it begins when there is an objection: that is told, and {@link
   * Full} thrown.
   *
   * @param told what a person should know, each thing once
   */
  public TrialWork guarding(TrialWork work, Consumer<String> told) {
    Set<String> kinds = ConcurrentHashMap.newKeySet();
    return (run, trial, listener) -> {
      if (run.outcome(trial.id()).isEmpty()) {
        Optional<String> objection = objection();
        if (objection.isPresent()) {
          if (kinds.add("objection")) {
            told.accept(objection.get() + "; trials under way go on to their end");
          }
          throw new Full(objection.get());
        }
        warning().filter(w -> kinds.add("warning")).ifPresent(told);
      }
      return work.run(run, trial, listener);
    };
  }

  /** What a person should know, although trials may begin. */
  public Optional<String> warning() {
    return below(warn).map(t -> t + " free; no new trial begins below " + words(floor));
  }

  private Optional<String> below(double mark) {
    List<String> found = new ArrayList<>();
    places.forEach((name, place) -> {
      double free = free(place);
      if (free < mark) {
        found.add("the disk of " + name + " (" + place + ") has " + words(free));
      }
    });
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
  }

  private static String words(double gigabytes) {
    return String.format(Locale.ROOT, "%.2f GB", gigabytes);
  }

  /** A disk that cannot be looked at stops nothing. */
  private static double free(Path place) {
    Optional<Path> there =
        Stream.iterate(place.toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(Files::exists)
            .findFirst();
    try {
      return Files.getFileStore(there.orElseThrow()).getUsableSpace() / GIGABYTE;
    } catch (IOException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
