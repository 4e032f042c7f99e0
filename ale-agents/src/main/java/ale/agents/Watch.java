package ale.agents;

import ale.guest.Command;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.guest.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands beside a program while it works: keeps its output and its logs, records what they tell,
 * and ends the program when its time is over.
 */
final class Watch {
  private static final int KEPT_OUTPUT = 64 << 20;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** How a program ended. */
  record Ended(int exitCode, boolean late, String lastWords) {}

  private final Workplace place;
  private final Job job;
  private final NativeLog log;
  private final LogMirror mirror;
  private final LineFeed output;

  Watch(Workplace place, Job job, NativeLog log) {
    this.place = place;
    this.job = job;
    this.log = log;
    this.mirror = new LogMirror(place.guest(), job.surround().home(), place.logs(), log);
    this.output = new LineFeed(line -> log.line(NativeLog.OUTPUT, line));
  }

  Ended run(Launch launch) {
    GuestClient guest = place.guest();
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$0\"", job.home(".ale/job.md")));
    argv.addAll(launch.argv());
    long deadline = System.nanoTime() + place.budget().toNanos();
    Command command =
        new Command(
            argv, launch.env(), place.workDirectory(), place.budget().plus(GRACE), new byte[0]);
    try (OutputLog out = new OutputLog(place.logs().resolve("stdout.log"));
        OutputLog err = new OutputLog(place.logs().resolve("stderr.log"))) {
      long id = guest.jobs().start(command, KEPT_OUTPUT).id();
      try {
        return follow(id, deadline, out, err);
      } finally {
        finish();
      }
    }
  }

  private Ended follow(long id, long deadline, OutputLog out, OutputLog err) {
    Jobs jobs = place.guest().jobs();
    Jobs.Position at = Jobs.Position.START;
    boolean late = false;
    long nextLook = System.nanoTime() + LOOK.toNanos();
    while (true) {
      Jobs.Reading reading = jobs.read(id, at, LOOK);
      out.stdout(reading.stdout().bytes());
      err.stderr(reading.stderr().bytes());
      output.feed(reading.stdout().bytes());
      if (reading.over()) {
        String words = err.lastLine().isEmpty() ? out.lastLine() : err.lastLine();
        log.ended(place.guest(), job);
        return new Ended(reading.exitCode().orElse(-1), late, bounded(words));
      }
      at = reading.next();
      long now = System.nanoTime();
      if (!late && now >= deadline) {
        late = true;
        jobs.kill(id);
      } else if (now >= nextLook) {
        mirror.look();
        place.trajectory().save();
        nextLook = System.nanoTime() + LOOK.toNanos();
      }
    }
  }

  private static String bounded(String words) {
    return words.substring(0, Math.min(words.length(), 300));
  }

  /** Also after the sandbox was lost: what was read until then is recorded. */
  private void finish() {
    try {
      mirror.look();
    } catch (GuestException e) {
      // the sandbox is gone, and what killed it is told by whoever waited for it
    } finally {
      output.end();
      mirror.end();
      log.end();
      place.trajectory().save();
    }
  }
}
