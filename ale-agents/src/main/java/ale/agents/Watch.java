package ale.agents;

import ale.core.AleException;
import ale.guest.GuestException;
import ale.guest.Jobs;
import ale.guest.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands beside a program while it works: keeps its output and its logs, records what they tell,
 * and ends the program when its time is over.
 */
final class Watch {
  private static final String OUT = "stdout.log";
  private static final String ERR = "stderr.log";

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

  /** Starts the program and stands by until it ends. */
  Ended run(Launch launch) {
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$0\"", job.home(".ale/job.md")));
    argv.addAll(launch.argv());
    try (OutputLog out = OutputLog.fresh(file(OUT));
        OutputLog err = OutputLog.fresh(file(ERR))) {
      return stand(Detached.start(place, argv, launch.env()), out, err);
    }
  }

  /** Stands by a program that an earlier controller started. */
  Ended resume(long program) {
    forget();
    try (OutputLog out = OutputLog.continued(file(OUT), output::feed);
        OutputLog err = OutputLog.continued(file(ERR), _ -> {})) {
      return stand(Detached.following(place, program), out, err);
    }
  }

  private Path file(String name) {
    return place.logs().resolve(name);
  }

  /** The copies of the program's own logs, which are all made again. */
  private void forget() {
    try (Stream<Path> kept = Files.list(place.logs())) {
      for (Path one : kept.filter(f -> !f.equals(file(OUT)) && !f.equals(file(ERR))).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new AleException("cannot clear " + place.logs() + ": " + e.getMessage(), e);
    }
  }

  private Ended stand(Detached program, OutputLog out, OutputLog err) {
    try {
      Detached.Ended ended =
          program.follow(
              new Jobs.Position(out.length(), err.length()),
              new Output() {
                @Override
                public void stdout(byte[] bytes) {
                  out.stdout(bytes);
                  output.feed(bytes);
                }

                @Override
                public void stderr(byte[] bytes) {
                  err.stderr(bytes);
                }
              },
              this::look);
      String words = err.lastLine().isEmpty() ? out.lastLine() : err.lastLine();
      log.ended(place.guest(), job);
      return new Ended(ended.exitCode(), ended.late(), bounded(words));
    } finally {
      finish();
    }
  }

  private void look() {
    mirror.look();
    place.trajectory().save();
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
