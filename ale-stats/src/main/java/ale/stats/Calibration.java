package ale.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is known of families before an agent sits them.
 *
 * @param items slope and intercept of each family that others sat, with their errors
 * @param unknown what is thought of a family that nobody sat
 * @param interaction variance, in squared logits, of how much better or worse an agent is at a
 *     family than its ability says
 * @param agents that sat them
 * @param trials of these agents that were scored
 */
public record Calibration(
    Map<String, Item> items, Item unknown, double interaction, int agents, int trials) {
  /** With fewer agents a slope says nothing. */
  public static final int LEAST_AGENTS = 3;

  /** Used while nobody knows better: agents are about that uneven in the data seen so far. */
  private static final double USUAL_INTERACTION = 0.25;

  private static final int MOST_ROUNDS = 20;
  private static final double SETTLED = 0.02;

  public Calibration {
    items = Map.copyOf(items);
  }

  /** Nothing is known: families differ about as much as those of most exams do. */
  public static Calibration none() {
    return new Calibration(Map.of(), guess(1, 0.5, 0, 1.5), USUAL_INTERACTION, 0, 0);
  }

  /** Fitted to the trials of others, by family; {@link #none} if these are too few. */
  public static Calibration of(Responses data) {
    if (data.agents() < LEAST_AGENTS) {
      return none();
    }
    ItemModel model = fit(data);
    Map<String, Item> items = new HashMap<>();
    int trials = 0;
    for (int i = 0; i < data.items().size(); i++) {
      int seen = seen(data, i);
      trials += seen;
      if (seen > 0) {
        items.put(data.items().get(i), model.items().get(i));
      }
    }
    double[] slopes = items.values().stream().mapToDouble(Item::slope).toArray();
    double[] intercepts = items.values().stream().mapToDouble(Item::intercept).toArray();
    return new Calibration(
        items,
        guess(mean(slopes), spread(slopes), mean(intercepts), spread(intercepts)),
        interaction(data, model).orElse(USUAL_INTERACTION),
        data.agents(),
        trials);
  }

  /**
   * Fits the families together with their prior, which is what they themselves give: their mean and
   * spread. With few agents most of what is known of a family is that it is one of these families.
   * Source: C. N. Morris, Journal of the American Statistical Association 78 (1983), 47-55; by EM
   * as in A. P. Dempster, D. B. Rubin and R. K. Tsutakawa, the same journal 76 (1981), 341-353.
   */
  private static ItemModel fit(Responses data) {
    ItemModel.Prior prior = ItemModel.Prior.WEAK;
    ItemModel model = ItemModel.fit(data, prior);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      ItemModel.Prior next = among(data, model);
      if (next.distance(prior) < SETTLED) {
        break;
      }
      prior = next;
      model = model.again(data, prior);
    }
    return model;
  }

  /**
   * A step of EM. The estimates are drawn towards the last prior, so they differ less than the
   * families do: what is not known of each of them is added to their spread.
   */
  private static ItemModel.Prior among(Responses data, ItemModel model) {
    List<Item> items =
        IntStream.range(0, data.items().size())
            .filter(i -> seen(data, i) > 0)
            .mapToObj(i -> model.items().get(i))
            .toList();
    double[] slopes = items.stream().mapToDouble(Item::slope).toArray();
    double[] intercepts = items.stream().mapToDouble(Item::intercept).toArray();
    double slopeErrors =
        items.stream().mapToDouble(i -> i.slopeError() * i.slopeError()).average().orElse(0);
    double interceptErrors =
        items.stream()
            .mapToDouble(i -> i.interceptError() * i.interceptError())
            .average()
            .orElse(0);
    return new ItemModel.Prior(
        mean(slopes),
        Math.sqrt(Math.max(0.04, spread(slopes) * spread(slopes) + slopeErrors)),
        mean(intercepts),
        Math.sqrt(Math.max(0.25, spread(intercepts) * spread(intercepts) + interceptErrors)));
  }

  private static int seen(Responses data, int item) {
    int seen = 0;
    for (double[] agent : data.trials()) {
      seen += (int) agent[item];
    }
    return seen;
  }

  /** What is known of that family. */
  public Item item(String family) {
    return items.getOrDefault(family, unknown);
  }

  /** Whether nobody sat that family. */
  public boolean provisional(String family) {
    return !items.containsKey(family);
  }

  private static Item guess(double slope, double slopeError, double intercept, double error) {
    return new Item("", slope, intercept, slopeError, error, 0, 1, 1, 0);
  }

  /**
   * Moments: a cell's squared residual (c - np)² is np(1-p) by chance alone, and n(n-1)(p(1-p))²
   * times this variance more. Cells of one trial say nothing.
   */
  private static Optional<Double> interaction(Responses data, ItemModel model) {
    double more = 0;
    double unit = 0;
    for (int a = 0; a < data.agents(); a++) {
      for (int i = 0; i < data.items().size(); i++) {
        double n = data.trials()[a][i];
        double p = model.items().get(i).chance(model.abilities()[a]);
        double toss = p * (1 - p);
        double residual = data.passes()[a][i] - n * p;
        more += n < 2 ? 0 : residual * residual - n * toss;
        unit += n < 2 ? 0 : n * (n - 1) * toss * toss;
      }
    }
    return unit < 1 ? Optional.empty() : Optional.of(Math.max(0, more / unit));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double spread(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return values.length < 2 ? 1 : Math.sqrt(squares / (values.length - 1));
  }
}
