package ale.engine.slurm;

import ale.core.InputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person may say about the cluster.
 *
 * @param partition where jobs go; the cluster's default if absent
 * @param sbatch more arguments of sbatch
 * @param pass names of more environment variables that trials need
 * @param look how often the queue is looked at
 */
record Options(Optional<String> partition, List<String> sbatch, List<String> pass, Duration look) {
  private static final String PARTITION = "partition";
  private static final String SBATCH = "sbatch";
  private static final String PASS = "pass";
  private static final String LOOK = "look";

  /** The keys, each with a sentence for a person. */
  static final Map<String, String> KEYS =
      Map.of(
          PARTITION, "the partition; default: the cluster's",
          SBATCH, "more arguments of sbatch, such as \"--cpus-per-task=2 --mem=4G\"",
          PASS, "names of more environment variables that trials need, with commas between",
          LOOK, "seconds between two looks at the queue; default: 5");

  static Options of(Map<String, String> said) {
    return new Options(
        Optional.ofNullable(said.get(PARTITION)),
        words(said.getOrDefault(SBATCH, ""), " +"),
        words(said.getOrDefault(PASS, ""), ","),
        look(said.getOrDefault(LOOK, "5")));
  }

  private static List<String> words(String text, String between) {
    return Arrays.stream(text.split(between)).filter(w -> !w.isBlank()).toList();
  }

  private static Duration look(String seconds) {
    try {
      double value = Double.parseDouble(seconds);
      if (value > 0 && value <= 3600) {
        return Duration.ofMillis(Math.max(1, Math.round(value * 1000)));
      }
    } catch (NumberFormatException e) {
      throw new InputException("look=" + seconds + " is no number of seconds", e);
    }
    throw new InputException("look=" + seconds + " is not between 0 and 3600 seconds");
  }
}
