package ale.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what was lost, each kind once for each file. */
public final class Losses {
  private static final int MOST = 10_000;
  private static final int LONGEST = 200;

  private record Kind(String file, String field, String why) {}

  private final Map<Kind, Integer> found = new LinkedHashMap<>();
  private String file = "";

  /** Says of which file the following losses are. */
  public Losses in(String name) {
    file = name;
    return this;
  }

  void add(String field, String why) {
    Kind kind = new Kind(file, clipped(field), clipped(why));
    if (found.size() < MOST || found.containsKey(kind)) {
      found.merge(kind, 1, Integer::sum);
    }
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** All of them, in the order in which they were found. */
  public List<Loss> list() {
    return found.entrySet().stream()
        .map(e -> new Loss(e.getKey().file(), e.getKey().field(), e.getKey().why(), e.getValue()))
        .toList();
  }
}
