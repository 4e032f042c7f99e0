package ale.runner;

import ale.runner.admission.Doorkeeper;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A kind of engine that can be asked for by name; found by {@link java.util.ServiceLoader}. */
public interface EngineKind {
  /** The name by which it is asked for, for instance {@code local}. */
  String name();

  /** The options that it knows, each with a sentence for a person. */
  Map<String, String> options();

  /** Why it cannot be had on this machine; empty if it can. */
  Optional<String> obstacle();

  /** The engine, which may ask the host for whatever it needs. */
  Engine engine(Host host);

  /**
   * The controller that asks.
   *
   * @param here runs a trial in this process, made ready when it is asked for
   * @param command runs a trial in a process of its own, on whatever machine
   * @param atOnce how many trials at once; 0 leaves it to the engine
   * @param options the engine's own, all of them known to it
   * @param examiner who signs
   * @param clock what time it is
   * @param progress is told what a person may want to know
   * @param doorkeeper who lets trials begin on this machine; without one they are only counted
   */
  record Host(
      Supplier<TrialWork> here,
      TrialCommand command,
      int atOnce,
      Map<String, String> options,
      Examiner examiner,
      InstantSource clock,
      Consumer<String> progress,
      Optional<Doorkeeper> doorkeeper) {
    public Host {
      options = Map.copyOf(options);
    }

    /** One that looks at no machine. */
    public Host(
        Supplier<TrialWork> here,
        TrialCommand command,
        int atOnce,
        Map<String, String> options,
        Examiner examiner,
        InstantSource clock,
        Consumer<String> progress) {
      this(here, command, atOnce, options, examiner, clock, progress, Optional.empty());
    }
  }

  /**
   * The command that runs one trial of a planned run: {@code ale trial}. It ends with 0 or 1 if the
   * trial has an outcome, whoever got it.
   *
   * @param words program and arguments; the run's folder and the trial's name are added
   * @param environment the variables that it needs, keys of models among them, and no others
   */
  record TrialCommand(List<String> words, Map<String, String> environment) {
    public TrialCommand {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }
  }
}
