package ale.stats;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is known of tasks by which a board is split. A task may have several values of one
 * dimension, for instance capabilities: it then stands in several parts.
 */
public final class Traits {
  static final String CLUSTER = "cluster";

  /** What the open and the licensed version of one job both name; no board is split by it. */
  public static final String TWIN = "twin";

  /** All dimensions, in the order in which they are shown. */
  public static final List<String> DIMENSIONS =
      List.of("tier", CLUSTER, "subfield", "track", "capability", "layer", "pool");

  private final Map<String, Map<String, Set<String>>> tasks = new TreeMap<>();

  /** Adds a value; an empty one is none. */
  public void add(String task, String dimension, String word) {
    if (!word.isEmpty()) {
      tasks
          .computeIfAbsent(dimension, d -> new TreeMap<>())
          .computeIfAbsent(word, w -> new HashSet<>())
          .add(task);
    }
  }

  /** Names of the tasks by value of one dimension. */
  Map<String, Set<String>> words(String dimension) {
    return tasks.getOrDefault(dimension, Map.of());
  }

  /** Numbers of the tasks by dimension and value. */
  Map<String, Map<String, int[]>> split(Trials trials) {
    Map<String, Map<String, int[]>> parts = new TreeMap<>();
    Map<String, Map<String, Set<String>>> shown = new TreeMap<>(tasks);
    shown.keySet().retainAll(DIMENSIONS);
    shown.forEach((dimension, words) ->
        words.forEach((word, names) ->
            parts
                .computeIfAbsent(dimension, d -> new TreeMap<>())
                .put(
                    word,
                    IntStream.range(0, trials.tasks().size())
                        .filter(t -> names.contains(trials.tasks().get(t)))
                        .toArray())));
    return parts;
  }
}
