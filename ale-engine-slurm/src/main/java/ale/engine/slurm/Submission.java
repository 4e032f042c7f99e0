package ale.engine.slurm;

import ale.core.AleException;
import ale.core.AtomicFiles;
import ale.runner.EngineKind.TrialCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One job array of a run, as a folder that stands before Slurm hears of it: which index is which
 * trial, the job's script, and what became of each element. So a controller that comes later knows
 * what was submitted, whenever its predecessor was killed.
 *
 * @param folder {@code engine/slurm/N} in the run's folder, which is also the comment of its jobs
 * @param trials the names, by index
 */
record Submission(Path folder, List<String> trials) {
  private static final String TRIALS = "trials.txt";
  private static final String CANCELLED = "cancelled";
  private static final String HELD = "held";
  private static final int LAST_WORDS = 300;

  Submission {
    trials = List.copyOf(trials);
  }

  /** Every submission of a run, in their order. */
  static List<Submission> of(Path run) {
    List<Submission> all = new ArrayList<>();
    for (int number = 1; ; number++) {
      Path folder = place(run, number);
      if (!Files.exists(folder.resolve(TRIALS))) {
        return all;
      }
      all.add(new Submission(folder, List.of(text(folder.resolve(TRIALS)).split("\n"))));
    }
  }

  private static Path place(Path run, int number) {
    return run.toAbsolutePath().normalize().resolve("engine/slurm").resolve("" + number);
  }

  /** Writes a new one. */
  static Submission create(Path run, List<String> trials, TrialCommand command) {
    Path folder = place(run, of(run).size() + 1);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AleException("cannot make " + folder + ": " + e.getMessage(), e);
    }
    Submission submission = new Submission(folder, trials);
    submission.write("job.sh", submission.script(run, command));
    submission.write(TRIALS, String.join("\n", trials) + "\n");
    return submission;
  }

  /** What an element does. It holds no key: the environment comes with the job. */
  private String script(Path run, TrialCommand command) {
    return """
    #!/bin/sh
    # One element of a job array: one trial of a run of ale.
    here=%s
    echo "${SLURMD_NODENAME:-$(hostname)}" > "$here/$SLURM_ARRAY_TASK_ID.node"
    trial=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$here/trials.txt")
    exec %s %s "$trial"
    """
        .formatted(
            quoted(folder.toString()),
            command.words().stream().map(Submission::quoted).collect(Collectors.joining(" ")),
            quoted(run.toAbsolutePath().normalize().toString()));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  Path script() {
    return folder.resolve("job.sh");
  }

  /** Where what the elements say goes, as sbatch wants it. */
  String logs() {
    return folder.toString().replace("%", "%%") + "/%a.log";
  }

  /** The node on which an element began; empty if it did not. */
  Optional<String> node(int index) {
    return read(index + ".node");
  }

  /** What a lost element was lost to; empty if it is not known to be lost. */
  Optional<String> loss(int index) {
    return read(index + ".lost");
  }

  /** Notes that an element ended without an outcome, which cannot be taken back. */
  String lose(int index, String state) {
    String words = node(index).map(n -> "on " + n).orElse("on no node") + " (" + state + ")";
    write(index + ".lost", words + "\n");
    return words;
  }

  /** The last line that an element said; "" if it said nothing. */
  String lastWords(int index) {
    String line = read(index + ".log").map(s -> s.lines().toList().getLast()).orElse("");
    return line.substring(0, Math.min(LAST_WORDS, line.length()));
  }

  /** Whether a controller took it back; what it had not finished does not count as lost. */
  boolean cancelled() {
    return Files.exists(folder.resolve(CANCELLED));
  }

  void cancel() {
    write(CANCELLED, "");
  }

  /** Whether we told Slurm to begin no more of it. */
  boolean held() {
    return Files.exists(folder.resolve(HELD));
  }

  void hold(boolean held) {
    try {
      if (held) {
        write(HELD, "");
      } else {
        Files.deleteIfExists(folder.resolve(HELD));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    AtomicFiles.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> read(String name) {
    Path file = folder.resolve(name);
    return Files.exists(file)
        ? Optional.of(text(file).strip()).filter(s -> !s.isEmpty())
        : Optional.empty();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AleException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
