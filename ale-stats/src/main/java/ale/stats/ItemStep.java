package ale.stats;

/** One item's part of EM: its parameters given the posteriors of the abilities. */
final class ItemStep {
  private final Responses data;
  private final Abilities abilities;
  private final ItemModel.Prior prior;
  private final int item;

  ItemStep(Responses data, Abilities abilities, ItemModel.Prior prior, int item) {
    this.data = data;
    this.abilities = abilities;
    this.prior = prior;
    this.item = item;
  }

  /** Newton's method; the function is concave, so shortened steps always arrive. */
  double[] climb(double slope, double intercept) {
    double a = slope;
    double d = intercept;
    for (int step = 0; step < 50; step++) {
      double ga = (prior.slopeMean() - a) / square(prior.slopeSpread());
      double gd = (prior.interceptMean() - d) / square(prior.interceptSpread());
      double haa = 1 / square(prior.slopeSpread());
      double had = 0;
      double hdd = 1 / square(prior.interceptSpread());
      for (int j = 0; j < data.agents(); j++) {
        double n = data.trials()[j][item];
        if (n > 0) {
          double c = data.passes()[j][item];
          double[] x = abilities.points[j];
          double[] w = abilities.weights[j];
          for (int q = 0; q < x.length; q++) {
            double p = 1 / (1 + Math.exp(-(a * x[q] + d)));
            double r = w[q] * (c - n * p);
            double v = w[q] * n * p * (1 - p);
            ga += r * x[q];
            gd += r;
            haa += v * x[q] * x[q];
            had += v * x[q];
            hdd += v;
          }
        }
      }
      double det = haa * hdd - had * had;
      double da = (hdd * ga - had * gd) / det;
      double dd = (haa * gd - had * ga) / det;
      double shorten = Math.min(1, 1 / Math.max(Math.abs(da), Math.abs(dd)));
      a += shorten * da;
      d += shorten * dd;
      if (Math.max(Math.abs(da), Math.abs(dd)) < 1e-7) {
        break;
      }
    }
    return new double[] {a, d};
  }

  /** Standard errors and fit at the estimate. */
  Item describe(double a, double d) {
    double iaa = 1 / square(prior.slopeSpread());
    double iad = 0;
    double idd = 1 / square(prior.interceptSpread());
    double squares = 0;
    double expected = 0;
    double standardised = 0;
    int agents = 0;
    for (int j = 0; j < data.agents(); j++) {
      double n = data.trials()[j][item];
      if (n > 0) {
        double c = data.passes()[j][item];
        double[] x = abilities.points[j];
        double[] w = abilities.weights[j];
        double mean = 0;
        double sa = 0;
        double sd = 0;
        double saa = 0;
        double sad = 0;
        double sdd = 0;
        for (int q = 0; q < x.length; q++) {
          double p = 1 / (1 + Math.exp(-(a * x[q] + d)));
          double r = c - n * p;
          double v = w[q] * n * p * (1 - p);
          iaa += v * x[q] * x[q];
          iad += v * x[q];
          idd += v;
          mean += w[q] * p;
          sa += w[q] * r * x[q];
          sd += w[q] * r;
          saa += w[q] * r * x[q] * r * x[q];
          sad += w[q] * r * r * x[q];
          sdd += w[q] * r * r;
        }
        // Louis: what is observed is the complete information less the variance of its score.
        iaa -= saa - sa * sa;
        iad -= sad - sa * sd;
        idd -= sdd - sd * sd;
        double variance = Math.max(1e-9, n * mean * (1 - mean));
        squares += square(c - n * mean);
        expected += variance;
        standardised += square(c - n * mean) / variance;
        agents++;
      }
    }
    double det = iaa * idd - iad * iad;
    return new Item(
        data.items().get(item),
        a,
        d,
        Math.sqrt(Math.max(0, idd / det)),
        Math.sqrt(Math.max(0, iaa / det)),
        -iad / det,
        expected == 0 ? 1 : squares / expected,
        agents == 0 ? 1 : standardised / agents,
        data.restCorrelation(item));
  }

  private static double square(double x) {
    return x * x;
  }
}
