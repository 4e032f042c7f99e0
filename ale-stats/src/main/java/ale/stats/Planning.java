package ale.stats;

/**
 * What a number of trials can show, before they are paid for.
 *
 * <p>All figures are for two-sided 95% confidence and 80% power. Instances of one family depend on
 * each other: m instances of a family with correlation ρ are worth m / (1 + (m-1)ρ) independent
 * ones (L. Kish, Survey Sampling, 1965).
 */
public final class Planning {
  static final double POWER_Z = 0.8416212335729143;

  private Planning() {}

  /** By how much dependence inflates the variance. */
  public static double designEffect(double perFamily, double correlation) {
    return 1 + (perFamily - 1) * correlation;
  }

  /**
   * Instances needed to know a pass rate to ± half.
   *
   * <p>n = z² p(1-p) / half², times the design effect; with p = 0.5 it is enough for every rate.
   */
  public static long forPrecision(double rate, double half, double designEffect) {
    return ceil(Interval.Z95 * Interval.Z95 * rate * (1 - rate) / (half * half) * designEffect);
  }

  /** Half width of the interval of a pass rate from so many instances; the same formula. */
  public static double halfWidth(double rate, long instances, double designEffect) {
    return Interval.Z95 * Math.sqrt(rate * (1 - rate) * designEffect / instances);
  }

  /**
   * Common instances needed to detect a difference between two agents.
   *
   * <p>With ψ the share of instances on which they differ: n = ((1.96 √ψ + 0.84 √(ψ - δ²)) / δ)²,
   * times the design effect. Source: R. J. Connor, Biometrics 43 (1987), 207-211, equation for the
   * unconditional test.
   */
  public static long forDifference(double difference, double discordant, double designEffect) {
    if (discordant < Math.abs(difference)) {
      throw new IllegalArgumentException(
          "agents that differ on "
              + discordant
              + " of the instances cannot differ by "
              + difference);
    }
    return ceil(size(difference, discordant) * designEffect);
  }

  private static double size(double d, double psi) {
    double root = Interval.Z95 * Math.sqrt(psi) + POWER_Z * Math.sqrt(psi - d * d);
    return root * root / (d * d);
  }

  /**
   * The smallest true difference that n common instances show with 80% power; if even the largest
   * possible one would be missed, that one.
   */
  public static double minimumDetectable(long instances, double discordant, double designEffect) {
    double low = 1e-9;
    double high = discordant;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (size(middle, discordant) * designEffect > instances) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static long ceil(double x) {
    return (long) Math.ceil(x - 1e-9);
  }
}
