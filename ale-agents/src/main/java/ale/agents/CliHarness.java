package ale.agents;

import ale.core.Content;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Layer;
import ale.core.Step;
import ale.gateway.Limit;
import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.GuestException;
import ale.guest.Output;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A program of the field, unmodified: it works inside the sandbox, asks models through the gateway,
 * and reaches the desktop by our MCP tools. What it did is read from its own logs.
 */
abstract class CliHarness implements Bundled {
  private static final String DESKTOP =
      " The desktop of this computer is reached by the tools of the MCP server \""
          + Job.SERVER
          + "\": screenshot, click, type, key, scroll and others; coordinates run from 0 to 1000."
          + " A program that is started in a shell shows on it if DISPLAY is set to :0.";

  private final BundleLock lock;
  private final List<Setting> settings;

  /** A harness of that name, with what can be set beside the desktop's tools. */
  CliHarness(String name, Setting... own) {
    lock = BundleLock.of(name);
    List<Setting> all = new ArrayList<>(List.of(own));
    all.add(Setting.part(Job.GUI, "has the tools with which it sees and uses the desktop"));
    settings = List.copyOf(all);
  }

  @Override
  public final String name() {
    return lock.name();
  }

  @Override
  public final String version() {
    return lock.version();
  }

  @Override
  public final Set<Layer> layers() {
    return EnumSet.complementOf(EnumSet.of(Layer.BRAIN));
  }

  @Override
  public final List<Setting> settings() {
    return settings;
  }

  @Override
  public final Optional<Bundle> bundle(Bundles bundles) {
    return Optional.of(maker(bundles).make(lock, DoorsJars.find()));
  }

  @Override
  public final Bundle wanted(Bundles bundles) {
    return maker(bundles).wanted(lock, DoorsJars.find());
  }

  private static BundleMaker maker(Bundles bundles) {
    return new BundleMaker(bundles, NpmRegistry.configured());
  }

  /** How it is started for this job. */
  abstract Launch launch(Job job);

  /** Reads what it logs into a story. */
  abstract NativeLog log(Story story);

  @Override
  public final WorkReport work(Workplace place) {
    Job job = Job.of(place);
    String note = note(job);
    place.trajectory().append(Step.system(Content.of(note)));
    Story story = new Story(place.trajectory(), name(), version(), place.instruction());
    Watch watch = new Watch(place, job, log(story));
    OptionalLong earlier = Detached.earlier(place);
    Watch.Ended ended =
        earlier.isPresent()
            ? watch.resume(earlier.getAsLong())
            : watch.run(prepared(place, job, note));
    return report(place, job, ended).reporting(story.used());
  }

  @Override
  public final boolean outlivesController() {
    return true;
  }

  private Launch prepared(Workplace place, Job job, String note) {
    if (job.screen()) {
      tryDesktop(place, job);
    }
    Launch launch = launch(job);
    launch.files().forEach((path, text) -> write(place, job.home(path), text));
    write(place, job.home(".ale/job.md"), place.instruction() + "\n\n" + note + "\n");
    return launch;
  }

  /**
   * Starts the desktop's tools once and ends them. That they are there is our business: an agent
   * without them would be graded for what we failed to give it.
   */
  private void tryDesktop(Workplace place, Job job) {
    Captured said = new Captured(1 << 12);
    Command server = Command.of(job.server().toArray(String[]::new)).within(Duration.ofSeconds(60));
    String why;
    try {
      ExecResult ended = place.guest().exec(server, said);
      if (!ended.timedOut() && ended.exitCode() == 0) {
        return;
      }
      why = ended.timedOut() ? "no end within a minute" : said.err().strip();
    } catch (GuestException e) {
      if (e.code() != GuestException.Code.NOT_FOUND) {
        throw e;
      }
      why = String.valueOf(e.getMessage());
    }
    throw new FaultException(
        FaultSource.HARNESS, "the desktop's tools for " + name() + " cannot be started: " + why);
  }

  private WorkReport report(Workplace place, Job job, Watch.Ended ended) {
    Optional<Limit> limit = job.model().budget().get().limit();
    if (limit.isPresent()) {
      return WorkReport.limit(name() + " has used up its " + limit.get().word());
    }
    if (ended.late()) {
      return WorkReport.limit(name() + " was stopped after " + place.budget().toSeconds() + " s");
    }
    if (ended.exitCode() != 0 && job.model().budget().get().spent().calls() == 0) {
      throw new FaultException(
          FaultSource.HARNESS,
          name()
              + " ended with "
              + ended.exitCode()
              + " before it asked its model anything: "
              + ended.lastWords());
    }
    return ended.exitCode() == 0
        ? WorkReport.done(name() + " ended with 0")
        : WorkReport.gaveUp(name() + " ended with " + ended.exitCode() + ": " + ended.lastWords());
  }

  private static String note(Job job) {
    return "Nobody answers questions; work until the job is done."
        + job.surround()
            .budgetFile()
            .map(file -> " How much time and how many tokens are left stands in " + file + ".")
            .orElse("")
        + (job.screen() ? DESKTOP : "");
  }

  private static void write(Workplace place, String path, String text) {
    String folder = path.substring(0, path.lastIndexOf('/'));
    place.guest().exec(Command.of("mkdir", "-p", folder), Output.none());
    place.guest().write(path, text.getBytes(StandardCharsets.UTF_8), 0600);
  }

  /** The variables that every one of them gets. */
  static Map<String, String> with(Map<String, String> own) {
    Map<String, String> env = new java.util.HashMap<>(own);
    env.put("NO_PROXY", "127.0.0.1,localhost");
    env.put("TERM", "dumb");
    env.put("CI", "1");
    return env;
  }
}
