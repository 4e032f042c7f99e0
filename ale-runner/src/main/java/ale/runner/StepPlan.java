package ale.runner;

import ale.sandbox.Network;
import ale.sandbox.Sandbox;
import ale.tasks.AgentConfig;
import ale.tasks.Artifact;
import ale.tasks.EnvTemplate;
import ale.tasks.Healthcheck;
import ale.tasks.Instance;
import ale.tasks.StepConfig;
import ale.tasks.TaskConfig;
import ale.tasks.VerifierConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of an instance as the machinery takes it; an instance without steps is one step without
 * a name. What a step does not say, the whole task says.
 */
final class StepPlan {
  private static final Duration LONGEST_WORK = Duration.ofHours(24);
  private static final String ARTIFACTS = "/logs/artifacts";

  private final Instance instance;
  private final Optional<Instance.StepFolder> step;
  private final boolean last;
  private final Terms terms;
  private final List<String> grants;

  StepPlan(
      Instance instance,
      Optional<Instance.StepFolder> step,
      boolean last,
      Terms terms,
      List<String> grants) {
    this.instance = instance;
    this.step = step;
    this.last = last;
    this.terms = terms;
    this.grants = grants;
  }

  private TaskConfig config() {
    return instance.config();
  }

  private Optional<StepConfig> own() {
    return step.map(Instance.StepFolder::config);
  }

  /** The step's name; "" for the only one. */
  String name() {
    return own().map(StepConfig::name).orElse("");
  }

  boolean last() {
    return last;
  }

  /** Where what an attempt leaves of this step stands. */
  Path folder(Path attempt) {
    return step.isEmpty() ? attempt : attempt.resolve("steps").resolve(name());
  }

  String instruction() {
    return step.map(Instance.StepFolder::instruction).orElse(instance.instruction());
  }

  /** The oracle's folder. */
  Path solution() {
    return step.map(Instance.StepFolder::solution)
        .filter(Files::isDirectory)
        .orElse(instance.solution());
  }

  /** Variables of the oracle. */
  Map<String, String> solutionEnv() {
    return EnvTemplate.filled(config().solutionEnv(), "[solution.env]", terms::known);
  }

  /** What goes to {@code /tests}, the later over the earlier. */
  List<Path> tests() {
    return Stream.concat(Stream.of(instance.tests()), step.map(Instance.StepFolder::tests).stream())
        .filter(Files::isDirectory)
        .toList();
  }

  /** What is put into the work directory before the step. */
  Optional<Path> workdir() {
    return step.map(Instance.StepFolder::workdir).filter(Files::isDirectory);
  }

  Optional<Healthcheck> healthcheck() {
    return own().flatMap(StepConfig::healthcheck);
  }

  private Optional<AgentConfig> agent() {
    return own().flatMap(StepConfig::agent);
  }

  private Optional<VerifierConfig> verifier() {
    return own().flatMap(StepConfig::verifier);
  }

  /** The account that the agent is to have, if the task says so. */
  Optional<String> agentUser() {
    return agent().flatMap(AgentConfig::user).or(() -> config().agent().user());
  }

  /** The account that the grader is to have, if the task says so. */
  Optional<String> verifierUser() {
    return verifier().flatMap(VerifierConfig::user).or(() -> config().verifier().user());
  }

  /** What the agent's computer reaches beyond models. */
  Network network() {
    ale.tasks.Network whole = config().agentNetwork();
    return policy(agent().map(a -> a.network().over(whole)).orElse(whole));
  }

  /** What the grader's computer reaches. */
  Network graderNetwork() {
    ale.tasks.Network whole = config().verifierNetwork();
    return policy(verifier().map(v -> v.network().over(whole)).orElse(whole));
  }

  /**
   * The public network, which a task has that says nothing, and addresses of the examiner's own
   * network are for a person to grant and not for a task to take.
   */
  private Network policy(ale.tasks.Network asked) {
    boolean granted = grants.contains(RunPlan.PUBLIC_NETWORK);
    return switch (asked.effective()) {
      case NO_NETWORK -> new Network.None();
      case PUBLIC -> granted ? new Network.Public() : new Network.None();
      case ALLOWLIST -> {
        Network.Allowlist all = new Network.Allowlist(asked.allowedHosts());
        yield granted ? all : all.outward();
      }
    };
  }

  Duration workLimit() {
    return agent()
        .flatMap(AgentConfig::timeout)
        .or(() -> config().agent().timeout())
        .map(t -> times(t, terms.agentTime()))
        .orElse(LONGEST_WORK);
  }

  Duration gradingLimit() {
    return times(
        verifier().map(VerifierConfig::timeout).orElse(config().verifier().timeout()),
        terms.verifierTime());
  }

  private static Duration times(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }

  /**
   * Whether the grader works in the agent's own computer, when everything in it is dead. A task of
   * somebody else does so unless it says otherwise, since that is the format's default.
   */
  boolean shared() {
    Optional<VerifierConfig.Mode> mode =
        verifier().flatMap(VerifierConfig::mode).or(() -> config().verifier().mode());
    return mode.map(m -> m == VerifierConfig.Mode.SHARED)
        .orElse(grader().isEmpty() && instance.ale().isEmpty());
  }

  /** The computer that the task describes for its grader. */
  Optional<ale.tasks.EnvironmentConfig> grader() {
    return verifier()
        .flatMap(VerifierConfig::environment)
        .or(() -> config().verifier().environment());
  }

  /** Variables of the grader: those of the task, of the step, and of the run, the later wins. */
  Map<String, String> verifierEnv() {
    return EnvTemplate.filled(verifierEnvAsWritten(), "[verifier.env]", terms::known);
  }

  Map<String, String> verifierEnvAsWritten() {
    Map<String, String> all = new LinkedHashMap<>(config().verifier().env());
    verifier().ifPresent(v -> all.putAll(v.env()));
    all.putAll(terms.verifierEnv());
    return all;
  }

  /** Variables of everything in the agent's computer. */
  Map<String, String> env(Computer computer) {
    return EnvTemplate.filled(computer.env(), "[environment.env]", terms::known);
  }

  /** Commands that gather something before the agent's computer stands still. */
  List<VerifierConfig.Hook> hooks() {
    List<VerifierConfig.Hook> all = new ArrayList<>(config().verifier().collect());
    verifier().ifPresent(v -> all.addAll(v.collect()));
    return all;
  }

  /** What is to be collected, as the task and the step declare it. */
  List<Artifact> artifacts() {
    List<Artifact> all = new ArrayList<>(config().artifacts());
    own().ifPresent(s -> all.addAll(s.artifacts()));
    return all;
  }

  /** The outputs; a relative source is below the work directory. */
  List<Sandbox.Wanted> wanted(String workDirectory) {
    List<Sandbox.Wanted> all = new ArrayList<>();
    for (Artifact a : artifacts()) {
      String path = a.source().startsWith("/") ? a.source() : workDirectory + "/" + a.source();
      String plain = Path.of(path).normalize().toString();
      all.add(new Sandbox.Wanted(plain, a.service(), a.exclude()));
    }
    if (instance.ale().isEmpty() && all.stream().noneMatch(w -> w.path().equals(ARTIFACTS))) {
      all.add(new Sandbox.Wanted(ARTIFACTS, Artifact.MAIN));
    }
    return all;
  }

  /** Whether these rewards let the task go on to the next step. */
  boolean reached(Map<String, Double> rewards) {
    return own().map(s -> s.reached(rewards)).orElse(true);
  }
}
