package ale.runner;

import ale.agents.Agent;
import ale.agents.Agents;
import ale.agents.Harness;
import ale.core.InputException;
import ale.gateway.Caps;
import ale.tasks.Families;
import ale.tasks.Family;
import ale.tasks.Instances;
import ale.tasks.Seed;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Turns what a person asked for into a run: makes instances, checks folders, freezes the plan. */
public final class Planner {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path runs;
  private final Families families;
  private final Agents agents;
  private final InstantSource clock;
  private final String version;
  private final List<String> grants;
  private final Caps budget;
  private final TaskSource others;
  private final Terms terms;

  public Planner(Path runs, Families families, Agents agents, InstantSource clock, String version) {
    this(
        runs,
        families,
        agents,
        clock,
        version,
        List.of(),
        Caps.none(),
        (_, _) -> Optional.empty(),
        Terms.NONE);
  }

  private Planner(
      Path runs,
      Families families,
      Agents agents,
      InstantSource clock,
      String version,
      List<String> grants,
      Caps budget,
      TaskSource others,
      Terms terms) {
    this.runs = runs;
    this.families = families;
    this.agents = agents;
    this.clock = clock;
    this.version = version;
    this.grants = List.copyOf(grants);
    this.budget = budget;
    this.others = others;
    this.terms = terms;
  }

  /** A planner of runs to which a person allows more than the usual. */
  public Planner granting(List<String> more) {
    return new Planner(runs, families, agents, clock, version, more, budget, others, terms);
  }

  /** A planner of runs in which no trial may use more than this, whatever its agent may. */
  public Planner within(Caps most) {
    return new Planner(runs, families, agents, clock, version, grants, most, others, terms);
  }

  /** A planner that knows tasks from elsewhere too. */
  public Planner knowing(TaskSource source) {
    return new Planner(runs, families, agents, clock, version, grants, budget, source, terms);
  }

  /** A planner of runs that take tasks on these terms. */
  public Planner on(Terms taken) {
    return new Planner(runs, families, agents, clock, version, grants, budget, others, taken);
  }

  /**
   * Plans a run.
   *
   * @param names of agents, as {@link Agents#named} takes them
   * @param tasks families by name, task folders, or folders of task folders
   * @param seeds for families; empty means their published seeds
   * @param repetitions of each agent on each instance
   */
  public RunFolder plan(List<String> names, List<String> tasks, List<Seed> seeds, int repetitions) {
    return RunFolder.create(runs, draft(names, tasks, seeds, repetitions));
  }

  /**
   * The plan of a run that is not yet one: the instances that were made for it stand in the folder
   * that it would have, and nothing else does.
   */
  public RunPlan draft(List<String> names, List<String> tasks, List<Seed> seeds, int repetitions) {
    if (names.isEmpty() || tasks.isEmpty() || repetitions < 1) {
      throw new InputException("a run needs an agent, a task and at least one repetition");
    }
    List<RunPlan.PlannedAgent> who = names.stream().distinct().map(this::planned).toList();
    refuseTwins(who);
    List<TaskSource.Found> found = new ArrayList<>();
    Foreign foreign = new Foreign(families);
    String id = id(clock.instant());
    Path made = runs.resolve(id).resolve("instances");
    for (String task : tasks) {
      if (!families.has(task)) {
        found.addAll(others.find(task, made).orElseGet(() -> foreign.find(task)));
      }
    }
    for (String task : tasks) {
      if (families.has(task)) {
        Family family = families.named(task);
        for (Seed seed : seeds.isEmpty() ? family.publicSeeds() : seeds) {
          found.add(TaskSource.Found.at(Instances.write(family, seed, made)));
        }
      }
    }
    List<RunPlan.PlannedInstance> instances = new ArrayList<>();
    found.forEach(f -> instances.add(PlannedInstances.of(f, terms, instances)));
    RunPlan plan =
        new RunPlan(
            RunPlan.FORMAT,
            id,
            clock.instant(),
            version,
            who,
            instances,
            repetitions,
            grants,
            Optional.empty());
    return plan.on(terms.pinning(foreign.datasets()));
  }

  private RunPlan.PlannedAgent planned(String name) {
    Agent agent = agents.named(name);
    Harness harness = agents.harnesses().named(agent.harness());
    if (agent.model().isEmpty() && harness.needsModel()) {
      throw new InputException(
          name + " asks a model; say which: " + name + "@MODEL, or describe the agent in a file");
    }
    return new RunPlan.PlannedAgent(agent.within(budget), harness.version());
  }

  /** A trial is called after its agent, so no two may have one name. */
  private static void refuseTwins(List<RunPlan.PlannedAgent> who) {
    List<String> seen = new ArrayList<>();
    for (RunPlan.PlannedAgent agent : who) {
      if (seen.contains(agent.name())) {
        throw new InputException("two of the agents are called " + agent.name());
      }
      seen.add(agent.name());
    }
  }

  /** A name for a run, by its time; a random end keeps those of one second apart. */
  static String id(Instant time) {
    byte[] bytes = new byte[2];
    new SecureRandom().nextBytes(bytes);
    return STAMP.format(time) + "-" + HexFormat.of().formatHex(bytes);
  }
}
