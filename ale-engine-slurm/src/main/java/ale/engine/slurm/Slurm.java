package ale.engine.slurm;

import ale.core.AleException;
import ale.runner.EngineKind.TrialCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Slurm's programs. {@code sacct} is not among them: it needs an accounting database, which not
 * every cluster has, and what it would add stands in the run's folder.
 */
final class Slurm {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Options options;

  Slurm(Options options) {
    this.options = options;
  }

  /** A program of Slurm did not do what it was asked for. */
  static final class Refused extends AleException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * Submits a job array. Jobs are not requeued by Slurm itself: it would hold them back for two
   * minutes, and their losses could not be counted.
   *
   * @param atOnce how many elements at once; 0 for as many as the cluster gives
   * @return the array's number
   */
  String submit(Submission submission, String name, TrialCommand command, int atOnce) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "sbatch",
                "--parsable",
                "--no-requeue",
                "--job-name=" + name,
                "--comment=" + submission.folder(),
                "--array=0-" + (submission.trials().size() - 1) + (atOnce > 0 ? "%" + atOnce : ""),
                "--output=" + submission.logs(),
                "--chdir=" + submission.folder(),
                "--export=ALL"));
    options.partition().ifPresent(p -> words.add("--partition=" + p));
    words.addAll(options.sbatch());
    words.add(submission.script().toString());
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(variable ->
            !variable.equals("SLURM_CONF")
                && !variable.equals("PATH")
                && !options.pass().contains(variable));
    environment.putAll(command.environment());
    return run(builder).strip().replaceFirst(";.*", "");
  }

  /** The queue as it is. */
  Queue queue() {
    return Queue.read(run("squeue", "--json"));
  }

  /** Ends a whole array, or one of its elements. */
  void cancel(String job) {
    run("scancel", "--quiet", job);
  }

  /** Takes back what waits of an array. */
  void cancelWaiting(String array) {
    run("scancel", "--quiet", "--state=PENDING", array);
  }

  /** Begins no more of an array, or goes on with it. */
  void hold(String array, boolean hold) {
    run("scontrol", hold ? "hold" : "release", array);
  }

  private static String run(String... words) {
    return run(new ProcessBuilder(words));
  }

  private static String run(ProcessBuilder builder) {
    String name = builder.command().getFirst();
    Optional<Path> said = Optional.empty();
    try {
      said = Optional.of(Files.createTempFile("ale-slurm", ".out"));
      Process process = builder.redirectOutput(said.get().toFile()).start();
      process.getOutputStream().close();
      Thread killer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                  }
                } catch (InterruptedException e) {
                  process.destroyForcibly();
                }
              });
      String complaint =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      killer.interrupt();
      if (code != 0) {
        throw new Refused(
            String.join(" ", builder.command()) + " ended with " + code + ": " + complaint);
      }
      return Files.readString(said.get());
    } catch (IOException e) {
      throw new AleException(name + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AleException("interrupted while " + name + " was at work", e);
    } finally {
      said.ifPresent(file -> {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw new AleException("cannot remove " + file, e);
        }
      });
    }
  }
}
