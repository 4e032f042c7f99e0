package ale.runner;

import ale.core.FaultException;
import ale.core.FaultSource;
import ale.runner.hooks.HookedTask;
import ale.sandbox.Image;
import ale.sandbox.ImageStore;
import ale.sandbox.Network;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import ale.tasks.AleMetadata;
import ale.tasks.EnvironmentConfig;
import ale.tasks.Instance;
import ale.tasks.InstanceBuilder;
import ale.tasks.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an instance means for the machinery: limits, images, services and outputs, with defaults.
 */
public final class InstancePlan {
  /** Images of ours are asked for as {@code ale/<name>}. */
  static final String IMAGES = "ale/";

  private static final Duration LONGEST_WORK = Duration.ofHours(24);
  private static final int CPUS = 2;
  private static final int MEMORY = 4096;
  private static final int STORAGE = 1024;
  private static final int GRADER_MEMORY = 3072;

  private final Instance instance;
  private final List<String> grants;

  private InstancePlan(Instance instance, List<String> grants) {
    this.instance = instance;
    this.grants = grants;
  }

  /**
   * Reads an instance.
   *
   * @param grants of the run's plan
   */
  public static InstancePlan of(Instance instance, List<String> grants) {
    return new InstancePlan(instance, grants);
  }

  /** What the agent's computer reaches beyond models. */
  Network network() {
    return policy(instance.config().agentNetwork());
  }

  /** What the grader's computer reaches. */
  Network graderNetwork() {
    return policy(instance.config().verifierNetwork());
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

  String instruction() {
    return instance.instruction();
  }

  Path solution() {
    return instance.solution();
  }

  Path tests() {
    return instance.tests();
  }

  /** The same as a task that hooks set up and grade, if it is one. */
  Optional<HookedTask> hooked() {
    return HookedTask.of(instance);
  }

  /** What goes into the agent's work directory, by its name there. */
  Map<String, Path> inputs() {
    Map<String, Path> named = new TreeMap<>();
    instance
        .inputs()
        .forEach(p -> named.put(p.toString(), instance.environment().resolve(p.toString())));
    return named;
  }

  String workDirectory() {
    return instance.config().environment().workdir().orElse(InstanceBuilder.WORK);
  }

  ScreenSize screen() {
    return ScreenSize.STANDARD;
  }

  public Duration workLimit() {
    return instance.config().agent().timeout().orElse(LONGEST_WORK);
  }

  public Duration gradingLimit() {
    return instance.config().verifier().timeout();
  }

  Resources resources() {
    EnvironmentConfig environment = instance.config().environment();
    return Resources.of(
        environment.cpus().orElse(CPUS),
        environment.memoryMegabytes().orElse(MEMORY),
        environment.storageMegabytes().orElse(STORAGE));
  }

  Resources graderResources() {
    return Resources.of(
        CPUS,
        GRADER_MEMORY,
        instance.config().environment().storageMegabytes().orElse(STORAGE) + STORAGE);
  }

  List<SandboxSpec.ServiceSpec> services() {
    return instance.config().ale().map(AleMetadata::services).orElse(List.of()).stream()
        .map((Service s) ->
            new SandboxSpec.ServiceSpec(
                s.name(), s.command(), instance.environment().resolve(s.name())))
        .toList();
  }

  /** The declared outputs; a relative source is below the work directory. */
  List<Sandbox.Wanted> wanted() {
    return instance.config().artifacts().stream()
        .map(a ->
            new Sandbox.Wanted(
                a.source().startsWith("/") ? a.source() : workDirectory() + "/" + a.source(),
                a.service()))
        .toList();
  }

  Image image(ImageStore images) {
    return image(images, instance.config().environment().dockerImage());
  }

  Image graderImage(ImageStore images) {
    Optional<String> own =
        instance.config().verifier().environment().flatMap(EnvironmentConfig::dockerImage);
    return image(images, own.or(() -> instance.config().environment().dockerImage()));
  }

  private static Image image(ImageStore images, Optional<String> name) {
    String wanted =
        name.orElseThrow(() ->
            new FaultException(
                FaultSource.TASK,
                "the task names no [environment].docker_image, which the local provider needs"));
    String ours = wanted.startsWith(IMAGES) ? wanted.substring(IMAGES.length()) : "";
    if (!images.names().contains(ours)) {
      throw new FaultException(
          FaultSource.TASK,
          "the task wants the image "
              + wanted
              + ", for which there is no recipe; there are ale/"
              + String.join(", ale/", images.names()));
    }
    return images
        .find(ours)
        .orElseThrow(() ->
            new FaultException(
                FaultSource.SANDBOX,
                "the image " + wanted + " is not built; build it with: ale image build " + ours));
  }
}
