package ale.runner;

import ale.agents.Bundled;
import ale.agents.Bundles;
import ale.agents.Harness;
import ale.agents.Harnesses;
import ale.gateway.PriceBook;
import ale.sandbox.ImageStore;
import ale.tasks.Instance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is on this machine that runs rest on. Looking at it makes and changes nothing.
 *
 * @param code version and digest of our own programs
 * @param provider where computers come from
 * @param images what software is on them
 * @param harnesses who can sit the exam
 * @param bundles where the programs of harnesses are kept
 * @param prices what models cost
 */
public record Inventory(
    String code,
    String provider,
    ImageStore images,
    Harnesses harnesses,
    Bundles bundles,
    PriceBook prices) {
  private static final String NONE = "none";

  /** What agents on instances rest on, as it is now. */
  public Frozen freeze(
      List<RunPlan.PlannedAgent> agents, List<RunPlan.PlannedInstance> instances, Terms terms) {
    Map<String, String> programs = new TreeMap<>();
    for (RunPlan.PlannedAgent agent : agents) {
      String name = agent.agent().harness();
      programs.put(name, harnesses.has(name) ? version(harnesses.named(name)) : NONE);
    }
    Map<String, String> software = new TreeMap<>();
    for (String image : wanted(instances, terms)) {
      software.put(image, images.digest(image).orElse(NONE));
    }
    return new Frozen(code, provider, prices.asOf() + " " + prices.digest(), software, programs);
  }

  private String version(Harness harness) {
    return harness instanceof Bundled bundled
        ? harness.version() + " " + bundled.wanted(bundles).digest()
        : harness.version();
  }

  /** Names of the images of ours that instances and their graders ask for. */
  private static TreeSet<String> wanted(List<RunPlan.PlannedInstance> instances, Terms terms) {
    TreeSet<String> names = new TreeSet<>();
    for (RunPlan.PlannedInstance planned : instances) {
      Path folder = Path.of(planned.path());
      if (planned.problem().isEmpty() && Files.exists(folder.resolve("task.toml"))) {
        InstancePlan plan = InstancePlan.of(Instance.load(folder), List.of(), terms);
        plan.computers().forEach(c -> names.addAll(c.standing().values()));
        plan.steps().forEach(s -> names.addAll(plan.grader(s).standing().values()));
      }
    }
    return names;
  }
}
