package ale.cli;

import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis: steps of 1, 2 or 5 times a power of ten. */
final class Ticks {
  private Ticks() {}

  /** From 0 to the first that is not below {@code most}, in at most about six steps. */
  static List<Double> upTo(double most) {
    double rough = Math.max(most, 1e-12) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double times = rough / power;
    double step = power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i == 0 || ticks.getLast() < most - 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
