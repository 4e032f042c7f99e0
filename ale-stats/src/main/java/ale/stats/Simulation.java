package ale.stats;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.core.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Made-up trials whose truth is known.
 *
 * <p>An agent's ability is the sum of its model's (spread 0.9) and its harness's (0.4), a family
 * has a slope (log-normal around 1.2) and a difficulty (mean 1, spread 1.2), an instance shifts
 * that by its own (0.4); the chance to pass is the logistic of slope x (ability - difficulty). A
 * fail earns a partial score below 0.9.
 *
 * @param models how many
 * @param harnesses how many; there are models x harnesses agents
 * @param families how many
 * @param instances of each family
 * @param repetitions of each trial
 * @param unscored share of trials that a fault ends
 */
public record Simulation(
    int models, int harnesses, int families, int instances, int repetitions, double unscored) {
  /** What was drawn before any trial. */
  public record Truth(double[] abilities, double[] slopes, double[] difficulties, double[] shifts) {
    double chance(int agent, int family, int instance) {
      double d = difficulties[family] + shifts[instance];
      return 1 / (1 + Math.exp(-slopes[family] * (abilities[agent] - d)));
    }
  }

  /** Trials and their truth. */
  public record Result(Trials trials, Truth truth) {}

  public int agents() {
    return models * harnesses;
  }

  /** The number of the model of that agent. */
  public int model(int agent) {
    return agent / harnesses;
  }

  /** The number of the harness of that agent. */
  public int harness(int agent) {
    return agent % harnesses;
  }

  public Result run(long seed) {
    Trials.Builder trials = Trials.builder();
    Outcome fault =
        new Outcome.Unscored(new Fault(FaultSource.SANDBOX, Phase.BOOT, "simulated fault"));
    Truth truth =
        each(
            seed,
            (agent, task, family, repetition, score, passed) -> {
              if (Double.isNaN(score)) {
                trials.add(agent, task, family, repetition, fault);
              } else {
                trials.add(agent, task, family, repetition, score, passed);
              }
            });
    return new Result(trials.build(), truth);
  }

  /** Takes one made-up trial after the other. */
  public interface Draw<E extends Exception> {
    /**
     * One trial.
     *
     * @param score NaN if a fault ended it
     */
    void trial(
        String agent, String task, String family, int repetition, double score, boolean passed)
        throws E;
  }

  /** Draws all trials, task by task, and gives the truth behind them. */
  public <E extends Exception> Truth each(long seed, Draw<E> draw) throws E {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Truth truth = truth(random);
    List<String> agentNames = names("m%d-h%d", agents());
    for (int f = 0; f < families; f++) {
      String family = String.format(Locale.ROOT, "family-%03d", f + 1);
      for (int i = 0; i < instances; i++) {
        String task = family + "-" + (i + 1);
        for (int a = 0; a < agents(); a++) {
          double chance = truth.chance(a, f, f * instances + i);
          for (int k = 1; k <= repetitions; k++) {
            boolean passed = random.nextDouble() < chance;
            double score = passed ? 1 : 0.9 * random.nextDouble() * Math.sqrt(chance);
            boolean lost = unscored > 0 && random.nextDouble() < unscored;
            draw.trial(agentNames.get(a), task, family, k, lost ? Double.NaN : score, passed);
          }
        }
      }
    }
    return truth;
  }

  private Truth truth(RandomGenerator random) {
    double[] model = normal(random, models, 0, 0.9);
    double[] harness = normal(random, harnesses, 0, 0.4);
    double[] abilities = new double[agents()];
    for (int a = 0; a < abilities.length; a++) {
      abilities[a] = model[model(a)] + harness[harness(a)];
    }
    double[] slopes = normal(random, families, Math.log(1.2), 0.3);
    for (int f = 0; f < families; f++) {
      slopes[f] = Math.exp(slopes[f]);
    }
    double[] difficulties = normal(random, families, 1, 1.2);
    double[] shifts = normal(random, families * instances, 0, 0.4);
    return new Truth(abilities, slopes, difficulties, shifts);
  }

  private static double[] normal(RandomGenerator random, int n, double mean, double spread) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = mean + spread * random.nextGaussian();
    }
    return x;
  }

  private List<String> names(String pattern, int n) {
    List<String> names = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      names.add(String.format(Locale.ROOT, pattern, model(a) + 1, harness(a) + 1));
    }
    return names;
  }
}
