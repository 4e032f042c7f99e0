package ale.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Times of one thing done again and again, in milliseconds. */
record Sample(int n, double p50, double p95) {
  static Sample of(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return new Sample(sorted.size(), at(sorted, 0.5), at(sorted, 0.95));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }

  /** Does several things in turns, a tenth as often to warm up, then as often as asked. */
  static Map<String, Sample> inTurns(int times, Map<String, Runnable> things) {
    Map<String, List<Double>> took = new LinkedHashMap<>();
    for (int i = -times / 10; i < times; i++) {
      for (Map.Entry<String, Runnable> thing : things.entrySet()) {
        long start = System.nanoTime();
        thing.getValue().run();
        double millis = since(start);
        if (i >= 0) {
          took.computeIfAbsent(thing.getKey(), _ -> new ArrayList<>()).add(millis);
        }
      }
    }
    Map<String, Sample> samples = new LinkedHashMap<>();
    took.forEach((name, all) -> samples.put(name, of(all)));
    return samples;
  }

  static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e6;
  }

  static <T> double timed(Supplier<T> make, Consumer<T> end) {
    long start = System.nanoTime();
    T made = make.get();
    double took = since(start);
    end.accept(made);
    return took;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "median %.2f ms, p95 %.2f ms (n = %d)", p50, p95, n);
  }
}
