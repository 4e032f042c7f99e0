package ale.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The front of choices that nothing beats: nothing else costs no more and yields no less, and is
 * better in one of the two (V. Pareto, Manuale di economia politica, 1906).
 */
public final class Pareto {
  private Pareto() {}

  /** One choice. */
  public record Point(String name, double cost, double yield) {
    boolean beats(Point other) {
      return cost <= other.cost
          && yield >= other.yield
          && (cost < other.cost || yield > other.yield);
    }
  }

  /** The front, cheapest first. Equal choices are all on it or none. */
  public static List<Point> front(List<Point> points) {
    List<Point> front = new ArrayList<>();
    for (Point p : points) {
      if (points.stream().noneMatch(q -> q.beats(p))) {
        front.add(p);
      }
    }
    front.sort(Comparator.comparingDouble(Point::cost).thenComparing(Point::name));
    return List.copyOf(front);
  }
}
