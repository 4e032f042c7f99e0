package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ItemModelTest {
  private static final ItemModel.Prior FLAT = new ItemModel.Prior(1, 1000, 0, 1000);

  /** R. D. Bock and M. Lieberman (1970): 1000 students, 5 questions; count of each pattern. */
  static Responses lsat() {
    int[] counts = {
      3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21,
      173, 11, 61, 28, 298
    };
    double[][] trials = new double[1000][5];
    double[][] passes = new double[1000][5];
    int student = 0;
    for (int pattern = 0; pattern < 32; pattern++) {
      for (int k = 0; k < counts[pattern]; k++, student++) {
        for (int i = 0; i < 5; i++) {
          trials[student][i] = 1;
          passes[student][i] = pattern >> (4 - i) & 1;
        }
      }
    }
    return new Responses(List.of("1", "2", "3", "4", "5"), trials, passes);
  }

  /**
   * scipy: the Hessian of the marginal likelihood (41 nodes) by statsmodels' approx_hess at the
   * maximum, its 2 x 2 block of each question inverted. The whole Hessian gives 0.258, 0.187,
   * 0.233, 0.185 and 0.210, as published.
   */
  @Test
  void standard_errors_agree_with_the_curvature_of_the_likelihood() {
    double[] errors = {0.25219069, 0.17464828, 0.20747424, 0.1746342, 0.1969948};
    double[] intercepts = {0.20190802, 0.08760696, 0.07481765, 0.09638715, 0.13087864};
    List<Item> items = ItemModel.fit(lsat(), FLAT).items();
    for (int i = 0; i < 5; i++) {
      assertThat(items.get(i).slopeError()).isCloseTo(errors[i], within(2e-3));
      assertThat(items.get(i).interceptError()).isCloseTo(intercepts[i], within(2e-3));
    }
  }

  /**
   * D. Rizopoulos, Journal of Statistical Software 17/5 (2006), and the example of R's package ltm:
   * {@code ltm(LSAT ~ z1)}, log likelihood -2466.65.
   */
  @Test
  void agrees_with_the_published_fit_of_the_law_school_test() {
    ItemModel model = ItemModel.fit(lsat(), FLAT);
    double[] slopes = {0.8254, 0.7229, 0.8905, 0.6886, 0.6575};
    double[] difficulties = {-3.3597, -1.3696, -0.2799, -1.8659, -3.1236};
    for (int i = 0; i < 5; i++) {
      Item item = model.items().get(i);
      assertThat(item.slope()).isCloseTo(slopes[i], within(2e-3));
      assertThat(item.difficulty()).isCloseTo(difficulties[i], within(1e-2));
    }
    assertThat(model.logLikelihood()).isCloseTo(-2466.653, within(2e-3));
  }

  @Test
  void recovers_the_slopes_and_difficulties_of_simulated_families() {
    Simulation design = new Simulation(20, 3, 40, 5, 2, 0);
    Simulation.Result made = design.run(2);
    ItemModel model = ItemModel.fit(Responses.byFamily(made.trials()), ItemModel.Prior.WEAK);
    double[] difficulty = new double[40];
    double[] slope = new double[40];
    for (int f = 0; f < 40; f++) {
      difficulty[f] = model.items().get(f).difficulty();
      slope[f] = model.items().get(f).slope();
    }
    Simulation.Truth truth = made.truth();
    assertThat(Responses.correlation(difficulty, truth.difficulties(), 40)).isGreaterThan(0.95);
    assertThat(Responses.correlation(slope, truth.slopes(), 40)).isGreaterThan(0.6);
    assertThat(Responses.correlation(model.abilities(), truth.abilities(), 60)).isGreaterThan(0.98);
    assertThat(model.items()).noneMatch(Item::negative);
  }

  @Test
  void an_item_that_good_agents_fail_is_flagged() {
    Responses made = Responses.byFamily(new Simulation(8, 3, 20, 5, 2, 0).run(4).trials());
    for (int a = 0; a < made.agents(); a++) {
      made.passes()[a][7] = made.trials()[a][7] - made.passes()[a][7];
    }
    ItemModel model = ItemModel.fit(made, ItemModel.Prior.WEAK);
    assertThat(model.items()).filteredOn(Item::negative).hasSize(1);
    assertThat(model.items().get(7).negative()).isTrue();
    assertThat(model.items().get(7).restCorrelation()).isNegative();
  }

  @Test
  void a_family_that_nobody_passes_keeps_a_finite_difficulty() {
    Trials.Builder trials = Trials.builder();
    for (int a = 0; a < 6; a++) {
      for (int t = 0; t < 8; t++) {
        boolean passed = t > 0 && a + t > 6;
        trials.add("a" + a, "t" + t, "", 1, passed ? 1 : 0, passed);
      }
    }
    Item never =
        ItemModel.fit(Responses.byTask(trials.build()), ItemModel.Prior.WEAK).items().getFirst();
    assertThat(never.difficulty()).isBetween(1.0, 20.0);
    assertThat(never.difficultyError()).isPositive().isFinite();
  }

  /**
   * numpy.polynomial.hermite.hermgauss(3): nodes ±1.224745 and 0, weights 0.295409 and 1.181636.
   */
  @Test
  void quadrature_has_the_tabulated_nodes() {
    Hermite three = Hermite.of(3);
    assertThat(three.nodes()[0]).isCloseTo(1.224744871391589, within(1e-12));
    assertThat(three.nodes()[1]).isCloseTo(0, within(1e-12));
    assertThat(three.weights()[0]).isCloseTo(0.2954089751509193, within(1e-12));
    assertThat(three.weights()[1]).isCloseTo(1.1816359006036772, within(1e-12));
  }
}
