package ale.runner;

import ale.core.Json;
import ale.core.Outcome;
import ale.runner.RunPlan.PlannedInstance;
import ale.runner.RunPlan.TrialSpec;
import ale.stats.AdaptiveExam;
import ale.stats.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An adaptive run as far as it has gone. Its trials are decided in rounds, one after the other, and
 * each round is written to {@code rounds.json} before any of its trials begins. What a round holds
 * follows from the plan and the outcomes of the rounds before, so whoever goes on with the run
 * chooses as the controller that was killed would have.
 */
public final class AdaptiveRun {
  private static final String FORMAT = "ale-rounds-1";
  private static final String FILE = "rounds.json";

  private final RunFolder run;
  private final AdaptivePlan plan;
  private final Decided decided;
  private final Map<String, TrialSpec> trials = new LinkedHashMap<>();

  /**
   * What is in the file.
   *
   * @param over whether nothing more will be asked
   */
  private record Decided(String format, boolean over, List<Round> rounds) {}

  /** Trials that were decided at once. */
  private record Round(int round, Instant at, List<String> trials) {}

  /**
   * What is known of an agent's score on all instances of the run.
   *
   * @param score expected share of passes, had every instance been asked
   * @param interval 95%
   * @param half half width of it
   * @param asked instances that were asked
   * @param lost of these, those that gave no score
   * @param of all instances
   * @param reached whether the wanted precision was
   */
  public record Standing(
      String agent,
      double score,
      Interval interval,
      double half,
      int asked,
      int lost,
      int of,
      boolean reached) {}

  private AdaptiveRun(RunFolder run, AdaptivePlan plan) {
    this.run = run;
    this.plan = plan;
    Path file = run.path().resolve(FILE);
    decided =
        Files.exists(file) ? Json.read(file, Decided.class) : new Decided(FORMAT, false, List.of());
    Map<String, TrialSpec> all = new LinkedHashMap<>();
    run.plan().trials().forEach(t -> all.put(t.id(), t));
    for (Round round : decided.rounds()) {
      for (String id : round.trials()) {
        Optional.ofNullable(all.get(id)).ifPresent(t -> trials.put(id, t));
      }
    }
  }

  /** The adaptive part of a run; empty if it asks everything of everybody. */
  public static Optional<AdaptiveRun> of(RunFolder run) {
    return run.plan().adaptive().map(plan -> new AdaptiveRun(run, plan));
  }

  /** Runs a run to its end, an adaptive one round by round, and gives all outcomes. */
  public static List<TrialOutcome> run(
      Engine engine, RunFolder run, RunListener listener, InstantSource clock) {
    List<TrialOutcome> outcomes = engine.run(run, listener);
    while (decide(run, clock)) {
      outcomes = engine.run(run, listener);
    }
    return outcomes;
  }

  /** Decides the next round, if all trials of the last one are over; false if there is none. */
  private static boolean decide(RunFolder run, InstantSource clock) {
    if (run.plan().adaptive().isEmpty()) {
      return false;
    }
    try (Lease _ = Lease.take(run.path(), clock)) {
      AdaptiveRun now = new AdaptiveRun(run, run.plan().adaptive().orElseThrow());
      boolean waits = now.trials.keySet().stream().anyMatch(t -> run.outcome(t).isEmpty());
      boolean unwanted = Wishes.of(run.path()).run().wish() == Wishes.Kind.CANCEL;
      return !now.over() && !waits && !unwanted && now.decideNext(clock);
    }
  }

  private boolean decideNext(InstantSource clock) {
    List<String> next = new ArrayList<>();
    for (RunPlan.PlannedAgent agent : run.plan().agents()) {
      next.addAll(next(agent));
    }
    List<Round> rounds = new ArrayList<>(decided.rounds());
    if (!next.isEmpty()) {
      rounds.add(new Round(rounds.size() + 1, clock.instant(), next));
    }
    Json.write(run.path().resolve(FILE), new Decided(FORMAT, next.isEmpty(), rounds));
    return !next.isEmpty();
  }

  /** What an agent is asked next; nothing if its score is known well enough. */
  private List<String> next(RunPlan.PlannedAgent agent) {
    Sitting sitting = new Sitting(agent);
    int left = (int) Math.ceil(plan.most() * run.plan().instances().size()) - sitting.asked;
    return sitting.reached() || left <= 0
        ? List.of()
        : sitting.exam.next(Math.min(plan.round(), left)).stream()
            .map(i -> new TrialSpec(agent, run.plan().instances().get(i), 1).id())
            .toList();
  }

  /** Every trial that was decided, in the order of the rounds. */
  List<TrialSpec> trials() {
    return List.copyOf(trials.values());
  }

  /** Whether nothing more will be asked. */
  public boolean over() {
    return decided.over();
  }

  public AdaptivePlan plan() {
    return plan;
  }

  /** What is known of each agent, in the order of the plan. */
  public List<Standing> standings() {
    return run.plan().agents().stream().map(a -> new Sitting(a).standing()).toList();
  }

  /** The families of the run whose parameters nobody's trials have given. */
  public List<String> provisional() {
    return run.plan().instances().stream()
        .map(AdaptiveRun::item)
        .distinct()
        .filter(plan.known()::provisional)
        .toList();
  }

  /** Under what name the parameters of an instance are known. */
  public static String item(PlannedInstance instance) {
    return instance.family().isEmpty() ? instance.id() : instance.family();
  }

  /** One agent's exam so far. */
  private final class Sitting {
    final AdaptiveExam exam;
    int asked;
    private final String agent;
    private int lost;

    Sitting(RunPlan.PlannedAgent who) {
      agent = who.name();
      List<PlannedInstance> instances = run.plan().instances();
      exam = new AdaptiveExam(plan.known(), instances.stream().map(AdaptiveRun::item).toList());
      for (TrialSpec trial : trials.values()) {
        if (trial.agent().equals(who)) {
          take(instances.indexOf(trial.instance()), run.outcome(trial.id()));
        }
      }
    }

    private void take(int instance, Optional<TrialOutcome> end) {
      asked++;
      if (end.isEmpty() || end.get().outcome() instanceof Outcome.Unscored) {
        lost += end.isPresent() ? 1 : 0;
        exam.lose(instance);
      } else {
        exam.record(instance, end.get().outcome() instanceof Outcome.Scored s && s.passed());
      }
    }

    boolean reached() {
      return 100 * exam.estimate().half() <= plan.precision();
    }

    Standing standing() {
      AdaptiveExam.Estimate e = exam.estimate();
      return new Standing(
          agent,
          e.score(),
          e.interval(),
          e.half(),
          asked,
          lost,
          run.plan().instances().size(),
          reached());
    }
  }
}
