package ale.sandbox;

import java.util.ArrayList;
import java.util.List;

/** The first visits of a sandbox; what comes after them is not kept, so that memory is bounded. */
final class Visits {
  static final int MOST = 4096;

  private final List<Visit> kept = new ArrayList<>();

  synchronized void add(Visit visit) {
    if (kept.size() < MOST) {
      kept.add(visit);
    }
  }

  synchronized List<Visit> all() {
    return List.copyOf(kept);
  }
}
