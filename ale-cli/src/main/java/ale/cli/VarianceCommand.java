package ale.cli;

import ale.agents.Agent;
import ale.core.InputException;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.stats.Trials;
import ale.stats.VarianceSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What makes scores differ. */
@Command(
    name = "variance",
    mixinStandardHelpOptions = true,
    description = {
      "Splits the variance of scores into model, harness, family, instance, agent x instance and",
      "repetition. Of a run, models and harnesses are known; of an import, they are read from the",
      "agents' names."
    })
final class VarianceCommand implements Callable<Integer> {
  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "a run or an import")
  private String source = "";

  @Option(
      names = "--names",
      paramLabel = "REGEX",
      defaultValue = "(?<harness>.+?) ?[+@] ?(?<model>.+)",
      description = {
        "how an import's names tell harness and model, with groups of these names;",
        "default: HARNESS + MODEL or HARNESS@MODEL"
      })
  private String names = "";

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /** Harness and model of an agent. */
  private record Parts(String harness, String model) {}

  @Override
  public Integer call() {
    Places places = Places.standard();
    Results results = Results.of(places);
    results.refresh();
    Trials trials = results.summary(source).trials();
    List<Parts> parts = parts(places, trials.agents());
    List<String> models = parts.stream().map(Parts::model).toList();
    List<String> harnesses = parts.stream().map(Parts::harness).toList();
    VarianceSplit split =
        VarianceSplit.of(
            trials, a -> models.indexOf(models.get(a)), a -> harnesses.indexOf(harnesses.get(a)));
    if (json) {
      Screen.json(split);
    } else {
      Screen.out(words(split));
    }
    return Main.DONE;
  }

  private List<Parts> parts(Places places, List<String> agents) {
    Map<String, Parts> planned = new HashMap<>();
    Path folder = places.runs().resolve(source);
    if (Files.exists(folder.resolve("run.json"))) {
      for (RunPlan.PlannedAgent one : RunFolder.at(folder).plan().agents()) {
        Agent agent = one.agent();
        planned.put(one.name(), new Parts(agent.harness(), agent.model().orElse(agent.harness())));
      }
    }
    Pattern pattern = pattern();
    List<Parts> parts = new ArrayList<>();
    for (String agent : agents) {
      Matcher matcher = pattern.matcher(agent);
      Parts told =
          matcher.matches()
              ? new Parts(matcher.group("harness"), matcher.group("model"))
              : new Parts(agent, agent);
      parts.add(planned.getOrDefault(agent, told));
    }
    return parts;
  }

  private Pattern pattern() {
    try {
      Pattern pattern = Pattern.compile(names);
      if (pattern.namedGroups().keySet().containsAll(List.of("harness", "model"))) {
        return pattern;
      }
    } catch (PatternSyntaxException e) {
      throw new InputException("--names is no regular expression: " + e.getDescription(), e);
    }
    throw new InputException(
        "--names needs the groups (?<harness>...) and (?<model>...), not " + names);
  }

  private static String words(VarianceSplit split) {
    return Screen.table(
            List.of("from", "variance", "share"),
            split.components().stream()
                .map(c ->
                    List.of(
                        c.name(),
                        String.format(Locale.ROOT, "%.4f", c.variance()),
                        Page.percent(c.share())))
                .toList())
        + (split.confounded().isEmpty()
            ? ""
            : "\n\nCannot be told apart from the others here: "
                + String.join(", ", split.confounded()));
  }
}
