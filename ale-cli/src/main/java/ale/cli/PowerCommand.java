package ale.cli;

import ale.core.InputException;
import ale.stats.Planning;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a number of trials can show, before they are paid for. */
@Command(
    name = "power",
    mixinStandardHelpOptions = true,
    description = {
      "Says how many instances a wanted precision or difference needs, and what so many can show,",
      "before money is spent: two-sided 95%% confidence, 80%% power (docs/statistics.md)."
    })
final class PowerCommand implements Callable<Integer> {
  @Option(
      names = "--precision",
      paramLabel = "POINTS",
      description = "how many instances know a pass rate to ± POINTS?")
  private Optional<Double> precision = Optional.empty();

  @Option(
      names = "--difference",
      paramLabel = "POINTS",
      description = "how many instances tell two agents apart that differ by POINTS?")
  private Optional<Double> difference = Optional.empty();

  @Option(names = "--instances", paramLabel = "N", description = "what do N instances show?")
  private Optional<Long> instances = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "PERCENT",
      defaultValue = "50",
      description = "pass rate that is expected; default: 50, the worst case")
  private double rate;

  @Option(
      names = "--discordant",
      paramLabel = "PERCENT",
      defaultValue = "20",
      description = "instances on which two agents differ; default: ${DEFAULT-VALUE}")
  private double discordant;

  @Option(
      names = "--per-family",
      paramLabel = "M",
      defaultValue = "1",
      description = "instances of one family; default: ${DEFAULT-VALUE}")
  private double perFamily;

  @Option(
      names = "--correlation",
      paramLabel = "R",
      defaultValue = "0.2",
      description = "of results within a family; default: ${DEFAULT-VALUE}")
  private double correlation;

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /**
   * The answers.
   *
   * @param effect by how much families inflate the variance
   * @param forPrecision instances for the wanted precision
   * @param forDifference common instances for the wanted difference
   * @param half half width of the interval with so many instances, as a share
   * @param detectable difference that so many instances show, as a share
   */
  record Answer(
      @JsonProperty("design_effect") double effect,
      @JsonProperty("instances_for_precision") Optional<Long> forPrecision,
      @JsonProperty("instances_for_difference") Optional<Long> forDifference,
      @JsonProperty("half_width") Optional<Double> half,
      @JsonProperty("minimum_detectable") Optional<Double> detectable) {}

  @Override
  public Integer call() {
    if (precision.isEmpty() && difference.isEmpty() && instances.isEmpty()) {
      throw new InputException("say --precision, --difference or --instances");
    }
    check("--precision", precision.orElse(1.0), 50);
    check("--difference", difference.orElse(1.0), 100);
    check("--instances", instances.orElse(1L), Double.MAX_VALUE);
    check("--rate", rate, 100);
    check("--discordant", discordant, 100);
    if (perFamily < 1 || !(correlation >= 0 && correlation <= 1)) {
      throw new InputException("--per-family is at least 1, --correlation between 0 and 1");
    }
    if (difference.orElse(0.0) > discordant) {
      throw new InputException(
          "agents that differ on "
              + discordant
              + "% of the instances cannot differ by "
              + difference.orElse(0.0)
              + " points");
    }
    Answer answer = answer();
    if (json) {
      Screen.json(answer);
    } else {
      Screen.out(words(answer));
    }
    return Main.DONE;
  }

  private static void check(String option, double value, double most) {
    if (!(value > 0 && value <= most)) {
      throw new InputException(option + " must be above 0 and at most " + most + ", not " + value);
    }
  }

  private Answer answer() {
    double effect = Planning.designEffect(perFamily, correlation);
    double p = rate / 100;
    double psi = discordant / 100;
    return new Answer(
        effect,
        precision.map(h -> Planning.forPrecision(p, h / 100, effect)),
        difference.map(d -> Planning.forDifference(d / 100, psi, effect)),
        instances.map(n -> Planning.halfWidth(p, n, effect)),
        instances.map(n -> Planning.minimumDetectable(n, psi, effect)));
  }

  private String words(Answer a) {
    List<String> lines = new ArrayList<>();
    a.forPrecision()
        .ifPresent(n ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "± %s points around a pass rate of %s%%: %,d instances",
                    plain(precision.orElse(0.0)),
                    plain(rate),
                    n)));
    a.forDifference()
        .ifPresent(n ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "a difference of %s points between agents that differ on %s%% of the"
                        + " instances: %,d common instances",
                    plain(difference.orElse(0.0)),
                    plain(discordant),
                    n)));
    a.half()
        .ifPresent(h ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%,d instances: ± %.1f points; a true difference of %.1f points shows in four of"
                        + " five studies",
                    instances.orElse(0L),
                    100 * h,
                    100 * a.detectable().orElse(1.0))));
    if (a.effect() > 1) {
      lines.add(
          String.format(
              Locale.ROOT,
              "with %s instances of each family, which counts each as 1/%.2f of an independent one",
              plain(perFamily),
              a.effect()));
    }
    return String.join("\n", lines);
  }

  private static String plain(double x) {
    return x == Math.rint(x)
        ? String.format(Locale.ROOT, "%.0f", x)
        : String.format(Locale.ROOT, "%s", x);
  }
}
