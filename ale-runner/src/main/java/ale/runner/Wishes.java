package ale.runner;

import ale.core.Json;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person wants of a run and of its trials: {@code control/run.json} and {@code
 * control/<trial>.json} in the run's folder, each replaced as a whole. They are files, since
 * controllers may be on other machines, and they stay when controllers end.
 */
public final class Wishes {
  private static final String RUN = "run";
  private static final String END = ".json";

  private final Path folder;

  private Wishes(Path folder) {
    this.folder = folder;
  }

  /** The wishes of the run in this folder. */
  public static Wishes of(Path run) {
    return new Wishes(run.resolve("control"));
  }

  /** What is wanted. */
  public enum Kind {
    @JsonProperty("run")
    RUN,
    @JsonProperty("pause")
    PAUSE,
    @JsonProperty("cancel")
    CANCEL
  }

  /**
   * One wish.
   *
   * @param wish what is wanted
   * @param at since when
   * @param by who wants it, in words
   * @param now whether a pause of a run also stops the trials that are under way
   */
  public record Wish(Kind wish, Instant at, String by, boolean now) {
    private static final Wish NONE = new Wish(Kind.RUN, Instant.EPOCH, "", false);

    /** For a sentence, as in "paused by ann since 2026-11-22T10:00:00Z". */
    public String words() {
      String done =
          switch (wish) {
            case RUN -> "wanted to run";
            case PAUSE -> "paused";
            case CANCEL -> "cancelled";
          };
      return done + " by " + by + " since " + at;
    }
  }

  /** The wish about the run; to run, if nobody said anything. */
  public Wish run() {
    return read(RUN).orElse(Wish.NONE);
  }

  public void run(Wish wish) {
    write(RUN, wish);
  }

  /** The wish about one trial alone; to run, if nobody said anything. */
  public Wish trial(String trial) {
    return read(trial).orElse(Wish.NONE);
  }

  public void trial(String trial, Wish wish) {
    write(trial, wish);
  }

  /** Every wish of the run, read at once. */
  public All all() {
    Map<String, Wish> trials = new HashMap<>();
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(END) && !name.startsWith(".") && name.contains("--")) {
          String trial = name.substring(0, name.length() - END.length());
          trials.put(trial, trial(trial));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new All(run(), trials);
  }

  /** What holds for a trial that is under way. */
  public Wish underWay(String trial) {
    return new All(run(), Map.of(trial, trial(trial))).underWay(trial);
  }

  /** What holds for a trial that has not begun. */
  public Wish toBegin(String trial) {
    return new All(run(), Map.of(trial, trial(trial))).toBegin(trial);
  }

  /**
   * The wishes of a run at one time.
   *
   * @param run the wish about the run
   * @param trials those about single trials, by name
   */
  public record All(Wish run, Map<String, Wish> trials) {
    public All {
      trials = Map.copyOf(trials);
    }

    /**
     * What holds for a trial that is under way: its own wish, or the run's where that reaches it. A
     * run's pause does only if it is one for now.
     */
    public Wish underWay(String trial) {
      Wish own = own(trial);
      boolean reaches = run.wish() == Kind.CANCEL || (run.wish() == Kind.PAUSE && run.now());
      return reaches && run.wish().compareTo(own.wish()) > 0 ? run : own;
    }

    /** What holds for a trial that has not begun: its own wish or the run's, the stricter one. */
    public Wish toBegin(String trial) {
      Wish own = own(trial);
      return own.wish().compareTo(run.wish()) >= 0 ? own : run;
    }

    private Wish own(String trial) {
      return trials.getOrDefault(trial, Wish.NONE);
    }
  }

  /** Takes back that the run be cancelled, since a person has started it again. */
  public void restart(Instant at, String by) {
    if (run().wish() == Kind.CANCEL) {
      run(new Wish(Kind.RUN, at, by, false));
    }
  }

  private Optional<Wish> read(String name) {
    Path file = folder.resolve(name + END);
    return Files.exists(file) ? Optional.of(Json.read(file, Wish.class)) : Optional.empty();
  }

  private void write(String name, Wish wish) {
    Json.write(folder.resolve(name + END), wish);
  }
}
