package ale.cli;

import ale.core.Fault;
import ale.core.InputException;
import ale.core.Json;
import ale.core.Phase;
import ale.runner.RunListener;
import ale.runner.RunPlan.TrialSpec;
import ale.runner.TrialOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/** What happens in a run, one line of JSON each, for a program that follows it. */
final class EventStream implements RunListener, AutoCloseable {
  /** Names standard output. */
  static final String OUTPUT = "-";

  private final PrintStream to;
  private final boolean file;
  private final String run;
  private final RunListener other;
  private final InstantSource clock;
  private final Set<String> begun = new HashSet<>();

  /**
   * @param place a file, to whose end the lines are added, or {@code -}
   * @param other who is told the same
   */
  EventStream(String place, String run, RunListener other, InstantSource clock) {
    this.to = open(place);
    this.file = !place.equals(OUTPUT);
    this.run = run;
    this.other = other;
    this.clock = clock;
    write(Event.of(clock.instant(), "run", run));
  }

  private static PrintStream open(String place) {
    if (place.equals(OUTPUT)) {
      return System.out;
    }
    try {
      return new PrintStream(
          new java.io.FileOutputStream(Path.of(place).toFile(), true),
          true,
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InputException("cannot write events to " + place + ": " + e.getMessage(), e);
    }
  }

  private synchronized void write(Event event) {
    to.println(Json.line(event));
    to.flush();
  }

  @Override
  public void phase(TrialSpec trial, int attempt, Phase phase) {
    synchronized (this) {
      if (begun.add(trial.id())) {
        write(Event.began(clock.instant(), run, trial.id()));
      }
    }
    write(Event.phase(clock.instant(), run, trial.id(), attempt, phase));
    other.phase(trial, attempt, phase);
  }

  @Override
  public void fault(TrialSpec trial, int attempt, Fault fault) {
    write(Event.fault(clock.instant(), run, trial.id(), attempt, fault));
    other.fault(trial, attempt, fault);
  }

  @Override
  public void ended(TrialSpec trial, TrialOutcome outcome) {
    write(Event.ended(clock.instant(), run, trial.id(), outcome.outcome(), outcome.workSeconds()));
    other.ended(trial, outcome);
  }

  @Override
  public void close() {
    write(Event.of(clock.instant(), "over", run));
    if (file) {
      to.close();
    }
  }
}
