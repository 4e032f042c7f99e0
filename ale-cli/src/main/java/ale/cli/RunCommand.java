package ale.cli;

import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.tasks.Families;
import ale.tasks.NetworkMode;
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
      description =
          "who works: a name (see: ale agents list) or a file that ends in .yaml;"
              + " :VARIANT and @MODEL may follow")
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

  @Option(
      names = "--allow-public-network",
      description = {
        "lets tasks that ask for the public network have it, and marks their scores;",
        "without it they run without a network"
      })
  private boolean publicNetwork;

  @Option(
      names = "--accept-unproven",
      description = {
        "grades work in a sandbox that cannot prove that it has ended, such as a remote machine,",
        "and marks its scores"
      })
  private boolean unproven;

  @Override
  public Integer call() {
    Places places = Places.standard();
    List<Seed> parsed =
        seeds.stream().flatMap(s -> Seeds.parse(s).stream()).map(Seed::new).toList();
    Planner planner =
        new Planner(
            places.runs(),
            Families.installed(),
            places.agents(),
            InstantSource.system(),
            Places.version());
    List<String> grants = new ArrayList<>();
    if (publicNetwork) {
      grants.add(RunPlan.PUBLIC_NETWORK);
    }
    if (unproven) {
      grants.add(RunPlan.UNPROVEN_END);
    }
    planner = planner.granting(grants);
    RunFolder run = planner.plan(agents, tasks, parsed, repeat);
    sayNetworks(run.plan());
    return options.run(run, places, provider.name());
  }

  private void sayNetworks(RunPlan plan) {
    List<String> wanting =
        plan.instances().stream()
            .filter(i -> i.network().equals(NetworkMode.PUBLIC.word()))
            .map(RunPlan.PlannedInstance::id)
            .toList();
    if (!wanting.isEmpty()) {
      Screen.say(
          String.join(", ", wanting)
              + (publicNetwork
                  ? ": with the public network; the scores are marked"
                  : ": asks for the public network, or does not say what it needs, and runs"
                      + " without a network; --allow-public-network gives it one"));
    }
  }
}
