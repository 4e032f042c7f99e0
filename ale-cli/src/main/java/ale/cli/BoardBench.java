package ale.cli;

import ale.stats.Simulation;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How fast a million trials come in, and how fast their board is there.
 *
 * @param trials how many
 * @param importPerSecond trials of a CSV file that are read and stored in a second
 * @param boardMillis from the store to a board with every interval; the first one of the process
 * @param warmMillis the same once more
 * @param rss memory of this process afterwards, in units of 2^20 bytes
 */
record BoardBench(
    long trials,
    @JsonProperty("import_per_s") long importPerSecond,
    @JsonProperty("board_ms") double boardMillis,
    @JsonProperty("board_again_ms") double warmMillis,
    @JsonProperty("rss_mb") long rss) {
  private static final int MODELS = 10;
  private static final int HARNESSES = 2;
  private static final int FAMILIES = 149;
  private static final int INSTANCES = 10;

  static BoardBench run(long trials, Path folder) throws IOException {
    long perRepetition = (long) MODELS * HARNESSES * FAMILIES * INSTANCES;
    int repetitions = (int) Math.max(1, Math.ceilDiv(trials, perRepetition));
    Simulation design = new Simulation(MODELS, HARNESSES, FAMILIES, INSTANCES, repetitions, 0.01);
    Path file = folder.resolve("trials.csv");
    Screen.say("writing the table");
    long made = SimulateCommand.write(file, design, 1);
    Results results = Results.at(folder);
    long start = System.nanoTime();
    results.load(file, "bench");
    double seconds = (System.nanoTime() - start) / 1e9;
    double first = board(results);
    double again = board(results);
    return new BoardBench(made, Math.round(made / seconds), first, again, residentMegabytes());
  }

  private static double board(Results results) {
    long start = System.nanoTime();
    Summary summary = results.summary("bench");
    summary.board("bench");
    return (System.nanoTime() - start) / 1e6;
  }

  private static long residentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith("VmRSS:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) >> 10)
          .findFirst()
          .orElse(0);
    }
  }

  /** Takes away what the bench wrote. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
