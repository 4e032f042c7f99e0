package ale.runner;

import ale.core.Phase;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * How a trial's journal bears many events.
 *
 * @param events how many it has in the end
 * @param append what appending one of them cost
 * @param openMillis what opening it for appending took
 */
public record JournalBench(
    int events,
    @JsonProperty("append_us") Append append,
    @JsonProperty("open_ms") double openMillis) {
  private static final int TIMED = 1000;
  private static final Map<String, Object> DATA = Map.of("sandbox", "0123abcd", "image", "minimal");

  /**
   * Microseconds for one event, durable on disk.
   *
   * @param first of the first thousand
   * @param last of the last thousand
   */
  public record Append(double first, double last) {}

  /**
   * Writes one, with each of the first and of the last events durable on disk. Those in between are
   * written by the same code, but into memory, so that it does not take minutes.
   *
   * @param folder an empty folder on the disk
   * @param memory an empty folder, best in memory
   */
  public static JournalBench run(int events, Path folder, Path memory) throws IOException {
    Path first = folder.resolve("first.jsonl");
    append(first, TIMED); // loads and compiles what a first journal loads
    Files.delete(first);
    double early = append(first, TIMED);
    Path filled = memory.resolve("journal.jsonl");
    append(filled, Math.max(0, events - TIMED));
    Path whole = Files.copy(filled, folder.resolve("journal.jsonl"));
    Files.delete(filled);
    long start = System.nanoTime();
    try (Journal journal = Journal.open(whole, InstantSource.system())) {
      double open = (System.nanoTime() - start) / 1e6;
      return new JournalBench(events, new Append(early, append(journal, TIMED)), open);
    }
  }

  private static double append(Path file, int events) {
    try (Journal journal = Journal.open(file, InstantSource.system())) {
      return append(journal, events);
    }
  }

  private static double append(Journal journal, int events) {
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      journal.write(1, Phase.WORK, Journal.Mark.BEGIN, DATA);
    }
    return (System.nanoTime() - start) / 1e3 / Math.max(1, events);
  }
}
