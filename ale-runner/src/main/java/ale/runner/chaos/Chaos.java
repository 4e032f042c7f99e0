package ale.runner.chaos;

import ale.core.AleException;
import ale.core.Outcome;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Lets a run go on undisturbed, then the same run with something happening to it again and again at
 * random moments, as often as asked; if it is over before, it begins anew.
 */
public final class Chaos {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A controller that ends so often without getting anywhere is given up, and so is a run. */
  private static final int BARREN = 3;

  /**
   * What came of it.
   *
   * @param kills how often something happened
   * @param trials of the runs that were disturbed
   * @param lost without an outcome in the end
   * @param doubled with more than one attempt that counts, or with work that came to its end twice
   * @param leaked what was left behind
   * @param phasesRedone phases that were begun again, whether they had come to their end or not
   * @param outcomesEqual whether all outcomes are those of the undisturbed run
   */
  public record Report(
      int kills,
      int trials,
      int lost,
      int doubled,
      Site.Leaked leaked,
      @JsonProperty("phases_redone") int phasesRedone,
      @JsonProperty("outcomes_equal") boolean outcomesEqual) {
    /** Whether nothing was lost, counted twice, left behind or changed. */
    @JsonIgnore
    public boolean sound() {
      return lost == 0 && doubled == 0 && leaked.none() && outcomesEqual;
    }

    /** For a person. */
    public String words() {
      return """
      it happened %d times in %d trials: %d lost, %d doubled, %d phases done again
      left behind: %d processes, %d mounts, %d control groups, %d files
      outcomes: %s\
      """
          .formatted(
              kills,
              trials,
              lost,
              doubled,
              phasesRedone,
              leaked.processes(),
              leaked.mounts(),
              leaked.cgroups(),
              leaked.files(),
              outcomesEqual ? "as in the undisturbed run" : "not as in the undisturbed run");
    }
  }

  private final Site site;
  private final List<Disturbance> kinds;
  private final RandomGenerator random;
  private final Strikes strikes;
  private final Consumer<String> progress;
  private double startSeconds;
  private double trialSeconds;

  /**
   * @param kinds what happens, each as often as it stands there
   * @param random when, and to whom
   */
  public Chaos(
      Site site, List<Disturbance> kinds, RandomGenerator random, Consumer<String> progress) {
    this.site = site;
    this.kinds = List.copyOf(kinds);
    this.random = random;
    this.strikes = new Strikes(site, random);
    this.progress = progress;
  }

  /** Disturbs runs until it has happened so often. */
  public Report run(int kills) throws IOException, InterruptedException {
    try (Roll roll = Roll.of(site.sandboxes())) {
      Map<String, Outcome> expected = undisturbed();
      List<RunFolder> runs = new ArrayList<>();
      int struck = 0;
      for (int missed = 0; struck < kills && missed < BARREN; ) {
        RunFolder run = site.plan();
        runs.add(run);
        int hits = disturbed(run, kills - struck);
        struck += hits;
        missed = hits > 0 ? 0 : missed + 1;
      }
      return report(struck, runs, expected, site.leaked(roll.names()));
    }
  }

  private Map<String, Outcome> undisturbed() throws IOException, InterruptedException {
    RunFolder run = site.plan();
    List<RunPlan.TrialSpec> trials = run.plan().trials();
    progress.accept(trials.size() + " trials, undisturbed");
    long start = System.nanoTime();
    Process controller = site.controller(run);
    try {
      while (Files.notExists(run.trial(trials.getFirst().id()).resolve("journal.jsonl"))
          && !controller.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {}
      startSeconds = (System.nanoTime() - start) / 1e9;
      controller.waitFor();
    } finally {
      controller.destroyForcibly();
    }
    trialSeconds = ((System.nanoTime() - start) / 1e9 - startSeconds) / trials.size();
    Map<String, Outcome> outcomes = new HashMap<>();
    run.outcomes().forEach(o -> outcomes.put(o.trial(), o.outcome()));
    if (outcomes.size() < trials.size()
        || outcomes.values().stream().anyMatch(o -> o instanceof Outcome.Unscored)) {
      throw new AleException(
          "the undisturbed run "
              + run.path()
              + " is not whole, so there is nothing to compare with: "
              + outcomes);
    }
    progress.accept(
        "a controller begins after %.1f s, a trial takes %.1f s"
            .formatted(startSeconds, trialSeconds));
    return outcomes;
  }

  private int disturbed(RunFolder run, int most) throws IOException, InterruptedException {
    int struck = 0;
    int barren = 0;
    int before = 0;
    Process controller = site.controller(run);
    boolean fresh = true;
    try {
      while (left(run) > 0 && barren < BARREN) {
        Disturbance kind = kinds.get(random.nextInt(kinds.size()));
        boolean alive =
            struck == most
                ? !controller.waitFor(1, TimeUnit.HOURS)
                : !controller.waitFor(delay(run, most - struck, fresh), TimeUnit.MILLISECONDS);
        Optional<String> victim =
            alive && struck < most ? victim(kind, run, controller) : Optional.empty();
        fresh = false;
        if (victim.isPresent()) {
          struck++;
          progress.accept("%3d  %s; %d trials are left".formatted(struck, victim.get(), left(run)));
        }
        if (!controller.isAlive()) {
          int now = run.outcomes().size();
          barren = victim.isPresent() || now > before ? 0 : barren + 1;
          before = now;
          if (left(run) > 0) {
            controller = site.controller(run);
            fresh = true;
          }
        }
      }
      if (!controller.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        progress.accept("controller " + controller.pid() + " does not end after its last trial");
      }
    } finally {
      controller.destroyForcibly();
    }
    return struck;
  }

  /** Waits for a moment in which somebody can be hit. */
  private Optional<String> victim(Disturbance kind, RunFolder run, Process controller)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<String> victim = strikes.strike(kind, run, controller);
    while (victim.isEmpty()
        && System.nanoTime() < end
        && !controller.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      victim = strikes.strike(kind, run, controller);
    }
    return victim;
  }

  /** Spreads what is to come over what is left of the run. */
  private long delay(RunFolder run, int toCome, boolean fresh) {
    double start = fresh ? startSeconds : 0;
    double whole = left(run) * trialSeconds;
    double mean = whole / toCome + start;
    return Math.round(Math.min(mean * 2 * random.nextDouble(), whole * 0.8 + start) * 1000);
  }

  private static long left(RunFolder run) {
    return run.plan().trials().stream()
        .filter(t -> Files.notExists(run.trial(t.id()).resolve("outcome.json")))
        .count();
  }

  private Report report(
      int struck, List<RunFolder> runs, Map<String, Outcome> expected, Site.Leaked leaked)
      throws IOException {
    int trials = 0;
    int lost = 0;
    int doubled = 0;
    int redone = 0;
    boolean equal = true;
    for (RunFolder run : runs) {
      for (RunPlan.TrialSpec trial : run.plan().trials()) {
        trials++;
        TrialStory story = TrialStory.of(run.trial(trial.id()));
        redone += story.redone();
        Optional<TrialOutcome> outcome = run.outcome(trial.id());
        boolean same =
            outcome.filter(o -> o.outcome().equals(expected.get(trial.id()))).isPresent();
        boolean twice = story.worked() > 1 || outcome.filter(Chaos::countsTwice).isPresent();
        lost += outcome.isPresent() ? 0 : 1;
        doubled += twice ? 1 : 0;
        equal &= same;
        if (!same || twice) {
          progress.accept(
              run.plan().id()
                  + " "
                  + trial.id()
                  + ": "
                  + outcome.map(TrialOutcome::outcome)
                  + ", its work ended "
                  + story.worked()
                  + " times");
        }
      }
    }
    return new Report(struck, trials, lost, doubled, leaked, redone, equal);
  }

  private static boolean countsTwice(TrialOutcome outcome) {
    return outcome.attempts().stream().filter(a -> a.fault().isEmpty()).count() > 1;
  }
}
