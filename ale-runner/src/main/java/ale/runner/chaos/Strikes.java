package ale.runner.chaos;

import ale.core.AleException;
import ale.core.Phase;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The ways in which a run is disturbed. Each says whom it hit, or that nobody was there. */
final class Strikes {
  private static final Duration FULL = Duration.ofMillis(1500);
  private static final int HOURS = 12;

  private final Site site;
  private final RandomGenerator random;

  /** A dead computer costs a trial an attempt, and a dead grader a grading; there are few. */
  private final Set<String> hit = new HashSet<>();

  Strikes(Site site, RandomGenerator random) {
    this.site = site;
    this.random = random;
  }

  Optional<String> strike(Disturbance kind, RunFolder run, Process controller)
      throws IOException, InterruptedException {
    return switch (kind) {
      case CONTROLLER -> Optional.of(kill(controller));
      case GATEWAY -> asking(run).map(trial -> kill(controller) + ", while " + trial + " asked");
      case GUEST -> guest(run);
      case GRADER -> grader(run);
      case DISK -> Optional.of(fill(controller));
      case CLOCK -> Optional.of(jump());
    };
  }

  private static String kill(Process controller) {
    controller.destroyForcibly().onExit().join();
    return "controller " + controller.pid();
  }

  private record Scene(String trial, TrialStory story) {}

  private List<Scene> scenes(RunFolder run, Phase phase) throws IOException {
    List<Scene> found = new ArrayList<>();
    for (RunPlan.TrialSpec trial : run.plan().trials()) {
      Path folder = run.trial(trial.id());
      if (Files.exists(folder) && !Files.exists(folder.resolve("outcome.json"))) {
        TrialStory story = TrialStory.of(folder);
        if (story.in(phase)) {
          found.add(new Scene(trial.id(), story));
        }
      }
    }
    return found;
  }

  private Optional<String> asking(RunFolder run) throws IOException {
    List<String> models =
        run.plan().trials().stream()
            .filter(t -> t.agent().agent().model().isPresent())
            .map(RunPlan.TrialSpec::id)
            .toList();
    return scenes(run, Phase.WORK).stream().map(Scene::trial).filter(models::contains).findFirst();
  }

  private Optional<String> guest(RunFolder run) throws IOException {
    for (Scene scene : scenes(run, Phase.WORK)) {
      String sandbox = scene.story().sandbox().orElse("");
      if (!sandbox.isEmpty() && !hit.contains(run.plan().id() + scene.trial())) {
        for (Inmate inmate : Inmate.of(List.of(sandbox))) {
          if (inmate.words().matches("\\S*java .*ale\\.guest\\.GuestMain.*")
              && inmate.process().destroyForcibly()) {
            hit.add(run.plan().id() + scene.trial());
            return Optional.of("guest " + inmate.process().pid() + " of " + scene.trial());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Which room is whose is not told, so only one that is alone is taken. */
  private Optional<String> grader(RunFolder run) throws IOException {
    List<Scene> grading = scenes(run, Phase.GRADE);
    if (grading.size() != 1 || hit.contains(run.plan().id() + grading.getFirst().trial())) {
      return Optional.empty();
    }
    List<String> sandboxes;
    try (Stream<Path> all = Files.list(site.sandboxes())) {
      sandboxes = all.map(p -> String.valueOf(p.getFileName())).toList();
    }
    for (Inmate inmate : Inmate.of(sandboxes)) {
      if (inmate.words().matches("\\S*sh /tests/test.sh") && inmate.process().destroyForcibly()) {
        String trial = grading.getFirst().trial();
        hit.add(run.plan().id() + trial);
        return Optional.of("grader " + inmate.process().pid() + " of " + trial);
      }
    }
    return Optional.empty();
  }

  private String fill(Process controller) throws IOException, InterruptedException {
    Path ballast = site.runs().resolve(".ballast");
    byte[] block = new byte[4096];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
        bytes += block.length;
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw new AleException("cannot fill " + site.runs() + ": " + full.getMessage(), full);
      }
      controller.waitFor(FULL.toMillis(), TimeUnit.MILLISECONDS);
      return "disk full for " + FULL.toMillis() + " ms, with " + bytes + " bytes";
    } finally {
      Files.deleteIfExists(ballast);
    }
  }

  private String jump() throws IOException {
    long minutes = random.nextInt(-HOURS * 60, HOURS * 60);
    Files.writeString(site.clock(), Long.toString(minutes * 60));
    return "clock wrong by " + minutes + " minutes";
  }
}
