package ale.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was collected from a sandbox, in order of path.
 *
 * @param format version of this file's format
 * @param entries one for each file, and one for each thing that could not be taken
 * @param bytes size of everything that was taken
 */
public record Manifest(String format, List<Entry> entries, long bytes) {
  public static final String FORMAT = "ale-manifest-1";

  /**
   * One file, or one thing that could not be taken.
   *
   * @param source absolute path in the sandbox
   * @param service who owned it
   * @param status {@code ok}, {@code missing}, {@code link}, {@code special}, {@code over-quota},
   *     {@code changed} or {@code unreadable}
   * @param bytes size, 0 if not taken
   * @param sha256 of its content, "" if not taken
   */
  public record Entry(String source, String service, String status, long bytes, String sha256) {}

  public Manifest {
    entries = List.copyOf(entries);
  }

  /** How many things could not be taken, by why. */
  public Map<String, Long> refused() {
    return entries.stream()
        .filter(e -> !e.status().equals("ok"))
        .collect(Collectors.groupingBy(Entry::status, TreeMap::new, Collectors.counting()));
  }

  /** Whether everything that was there could be taken. */
  public boolean whole() {
    return entries.stream().allMatch(e -> e.status().equals("ok") || e.status().equals("missing"));
  }
}
