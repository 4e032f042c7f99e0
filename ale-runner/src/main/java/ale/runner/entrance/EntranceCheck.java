package ale.runner.entrance;

import ale.agents.Agent;
import ale.agents.Agents;
import ale.core.Layer;
import ale.core.Outcome;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.TrialOutcome;
import ale.tasks.Families;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One check of one agent: a run of probes that nobody has seen before, and what it means. */
public final class EntranceCheck {
  private final Agent agent;
  private final String digest;
  private final List<Probe> probes;
  private final RunFolder run;

  private EntranceCheck(Agent agent, String digest, List<Probe> probes, RunFolder run) {
    this.agent = agent;
    this.digest = digest;
    this.probes = probes;
    this.run = run;
  }

  /**
   * Makes the probes and plans their run.
   *
   * @param runs where the run is kept
   * @param name as {@link Agents#named} takes it
   * @param random makes the probes, so that no agent can know them
   * @param version of the exam's code
   */
  public static EntranceCheck plan(
      Path runs,
      Agents agents,
      String name,
      RandomGenerator random,
      InstantSource clock,
      String version) {
    Agent agent = agents.named(name);
    List<Probe> probes =
        Probes.in(runs.resolve("probes-" + Long.toHexString(random.nextLong())), random);
    RunFolder run =
        new Planner(runs, Families.installed(), agents, clock, version)
            .plan(
                List.of(name),
                probes.stream().map(p -> p.folder().toString()).toList(),
                List.of(),
                1);
    return new EntranceCheck(agent, agents.digest(agent), probes, run);
  }

  /** What is to be run. */
  public RunFolder run() {
    return run;
  }

  /** What the outcomes of the run mean. */
  public Admission judge(List<TrialOutcome> outcomes, InstantSource clock) {
    Map<String, Admission.Verdict> layers = new LinkedHashMap<>();
    for (Probe probe : probes) {
      Admission.Verdict found =
          outcomes.stream()
              .filter(o -> o.instance().equals(probe.name()))
              .findFirst()
              .map(o -> verdict(o.outcome()))
              .orElse(Admission.Verdict.UNTESTED);
      layers.merge(probe.layer().word(), found, Admission.Verdict::and);
    }
    boolean all = layers.values().stream().allMatch(v -> v == Admission.Verdict.PASS);
    return new Admission(
        Admission.FORMAT,
        agent.name(),
        digest,
        layers,
        all && layers.size() == Layer.values().length,
        clock.instant(),
        run.path().toString());
  }

  private static Admission.Verdict verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Scored scored ->
          scored.passed() ? Admission.Verdict.PASS : Admission.Verdict.FAIL;
      case Outcome.Invalid _ -> Admission.Verdict.FAIL;
      case Outcome.Unscored _ -> Admission.Verdict.UNTESTED;
    };
  }
}
