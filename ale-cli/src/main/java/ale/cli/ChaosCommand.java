package ale.cli;

import ale.runner.chaos.Chaos;
import ale.runner.chaos.Disturbance;
import ale.sandbox.LocalProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Disturbs a run and looks whether anything was lost. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a run of short trials go on in real sandboxes, then the same run while it is disturbed",
      "at random moments: lost trials, trials that count twice, what was left behind, phases that",
      "were done again. Exit code 1 if anything was lost, doubled, left behind or changed. See",
      "docs/chaos.md."
    })
final class ChaosCommand implements Callable<Integer> {
  @Option(names = "--kills", required = true, paramLabel = "N", description = "how often")
  private int kills;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "of the random moments; default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--trials",
      defaultValue = "60",
      paramLabel = "T",
      description = "at least so many in a run; default: ${DEFAULT-VALUE}")
  private int trials;

  @Option(
      names = "--faults",
      split = ",",
      defaultValue = "controller",
      paramLabel = "FAULT",
      description = {
        "what happens: ${COMPLETION-CANDIDATES}, separated by commas; default: ${DEFAULT-VALUE}"
      })
  private List<Disturbance> faults = new ArrayList<>();

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "trials at once; default: one for each processor")
  private Optional<Integer> jobs = Optional.empty();

  @Option(names = "--json", description = "end with the result as one line of JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Places machine = Places.standard();
    Preparation preparation = new Preparation(machine, Screen::say);
    if (LocalProvider.rootless() && !preparation.provider().list().isEmpty()) {
      throw new MachineException(
          "without root, sandboxes of ale chaos would share users with those that are open; close"
              + " them first: ale sandbox list");
    }
    preparation.provider();
    preparation.images().ensure(DrillTask.IMAGE, Screen::say);
    try (ChaosSite site =
        ChaosSite.open(
            machine, faults, trials, jobs.orElseGet(Runtime.getRuntime()::availableProcessors))) {
      Chaos.Report report =
          new Chaos(site, faults, new SplittableRandom(seed), Screen::say).run(kills);
      if (json) {
        Screen.json(report);
      } else {
        Screen.out(report.words());
      }
      if (report.sound()) {
        site.remove();
        return Main.DONE;
      }
      site.keep();
      Screen.say("everything is kept in " + site.folder());
      return Main.UNSCORED;
    }
  }
}
