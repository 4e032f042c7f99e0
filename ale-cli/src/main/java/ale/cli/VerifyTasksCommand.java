package ale.cli;

import ale.core.Grade;
import ale.runner.CleanRoom;
import ale.runner.Machinery;
import ale.tasks.Families;
import ale.tasks.Family;
import ale.tasks.Imposter;
import ale.tasks.Instances;
import ale.tasks.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries the wrong solutions that a family knows of on its grader, in the clean room. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Grades a family's wrong solutions that look right, in the clean room: each must score",
      "below 0.3."
    })
final class VerifyTasksCommand implements Callable<Integer> {
  private static final double MOST = 0.3;

  @Parameters(arity = "0..*", paramLabel = "FAMILY", description = "default: every family")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "a seed, or a range such as 1..5; default: ${DEFAULT-VALUE}")
  private String seeds = "1";

  @Option(names = "--json", description = "an array of JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Places places = Places.standard();
    Machinery machinery = RunOptions.machinery(places);
    Families families = Families.installed();
    List<Family> wanted =
        names.isEmpty() ? families.all() : names.stream().map(families::named).toList();
    wanted.stream()
        .map(f -> f.card().image())
        .distinct()
        .forEach(i -> machinery.images().ensure(i, Screen::say));
    Path scratch = Scratch.folder(places, "verify");
    List<Map<String, Object>> rows = new ArrayList<>();
    boolean sound = true;
    for (Family family : wanted) {
      for (String seed : Seeds.parse(seeds)) {
        Path instance = Instances.write(family, new Seed(seed), scratch.resolve("instances"));
        for (Imposter imposter : family.imposters(new Seed(seed))) {
          Path place = scratch.resolve(family.card().name() + "-" + seed + "-" + imposter.name());
          Grade grade = CleanRoom.grade(machinery, instance, imposter.files(), place);
          boolean caught = grade.score() < MOST;
          sound &= caught;
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("family", family.card().name());
          row.put("seed", seed);
          row.put("imposter", imposter.name());
          row.put("score", grade.score());
          row.put("caught", caught);
          rows.add(row);
          Screen.say(
              String.format(
                  Locale.ROOT,
                  "%-7s %-24s seed %-4s %-32s %.3f",
                  caught ? "caught" : "MISSED",
                  family.card().name(),
                  seed,
                  imposter.name(),
                  grade.score()));
        }
      }
    }
    Screen.say("instances, outputs and graders' logs: " + scratch);
    if (json) {
      Screen.json(rows);
    }
    return sound ? Main.DONE : Main.UNSCORED;
  }
}
