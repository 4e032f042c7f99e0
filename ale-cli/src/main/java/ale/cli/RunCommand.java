package ale.cli;

import ale.agents.Harnesses;
import ale.runner.Planner;
import ale.tasks.Families;
import ale.tasks.Seed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs agents on tasks. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs agents on tasks in real sandboxes, grades what they left, prints the board.")
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Mixin private ProviderChoice provider = new ProviderChoice();

  @Option(
      names = "--agent",
      required = true,
      arity = "1..*",
      paramLabel = "AGENT",
      description = "who works; see: ale agents list")
  private List<String> agents = new ArrayList<>();

  @Option(
      names = "--tasks",
      required = true,
      arity = "1..*",
      paramLabel = "DIR_OR_FAMILY",
      description = "families by name, task folders, or folders of task folders")
  private List<String> tasks = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "for families: seeds, for instance 1..5; default: their published ones")
  private List<String> seeds = new ArrayList<>();

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "K",
      description = "how often each agent gets each instance; default: ${DEFAULT-VALUE}")
  private int repeat = 1;

  @Override
  public Integer call() {
    Places places = Places.standard();
    List<Seed> parsed =
        seeds.stream().flatMap(s -> Seeds.parse(s).stream()).map(Seed::new).toList();
    Planner planner =
        new Planner(
            places.runs(),
            Families.installed(),
            Harnesses.installed(),
            InstantSource.system(),
            Places.version());
    var run = planner.plan(agents, tasks, parsed, repeat);
    return options.run(run, RunOptions.machinery(places, provider.name()));
  }
}
