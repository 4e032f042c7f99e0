package ale.cli;

import ale.core.InputException;
import ale.stats.Simulation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Made-up trials whose truth is known. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes made-up trials as a table for ale import trials: agents of known ability on families",
      "of known difficulty (the two-parameter model), to try statistics where the truth is known."
    })
final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--models", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
  private int models;

  @Option(names = "--harnesses", defaultValue = "4", description = "default: ${DEFAULT-VALUE}")
  private int harnesses;

  @Option(names = "--families", defaultValue = "55", description = "default: ${DEFAULT-VALUE}")
  private int families;

  @Option(
      names = "--instances",
      defaultValue = "3",
      description = "of each family; default: ${DEFAULT-VALUE}")
  private int instances;

  @Option(
      names = "--repetitions",
      defaultValue = "3",
      description = "of each trial; default: ${DEFAULT-VALUE}")
  private int repetitions;

  @Option(
      names = "--unscored",
      defaultValue = "0.01",
      description = "share of trials that a fault ends; default: ${DEFAULT-VALUE}")
  private double unscored;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--out", required = true, paramLabel = "FILE.csv", description = "the table")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    long trials = write(out, design(), seed);
    Screen.say(String.format(Locale.ROOT, "%s: %,d trials", out, trials));
    return Main.DONE;
  }

  private Simulation design() {
    if (Math.min(Math.min(models, harnesses), Math.min(families, instances)) < 1
        || repetitions < 1
        || !(unscored >= 0 && unscored < 1)) {
      throw new InputException(
          "numbers must be at least 1, and the share of unscored trials in 0..1");
    }
    return new Simulation(models, harnesses, families, instances, repetitions, unscored);
  }

  /** Writes the table and says how many trials it has. */
  static long write(Path out, Simulation design, long seed) {
    try (BufferedWriter writer = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
      writer.write("agent,task,family,cluster,trial,passed,score\n");
      long[] count = {0};
      design.each(
          seed,
          (agent, task, family, repetition, score, passed) -> {
            String how = Double.isNaN(score) ? "unscored" : Boolean.toString(passed);
            String points = Double.isNaN(score) ? "" : String.valueOf((float) score);
            String cluster = "cluster-" + Math.floorMod(family.hashCode(), 13);
            writer.write(
                String.join(
                        ",",
                        agent,
                        task,
                        family,
                        cluster,
                        Integer.toString(repetition),
                        how,
                        points)
                    + "\n");
            count[0]++;
          });
      return count[0];
    } catch (IOException e) {
      throw new InputException("cannot write " + out + ": " + e.getMessage(), e);
    }
  }
}
