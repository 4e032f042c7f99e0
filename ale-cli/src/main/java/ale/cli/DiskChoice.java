package ale.cli;

import ale.core.InputException;
import ale.runner.DiskWatch;
import ale.runner.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how much disk must be free. */
final class DiskChoice {
  @Option(
      names = "--disk-warn",
      paramLabel = "GB",
      description = "warns when less disk is free; default: ALE_DISK_WARN, or 10")
  private Optional<Double> warn = Optional.empty();

  @Option(
      names = "--disk-floor",
      paramLabel = "GB",
      description = "begins no new trial when less disk is free; default: ALE_DISK_FLOOR, or 1")
  private Optional<Double> floor = Optional.empty();

  /** Takes over what a file says and the command line does not. */
  void fill(RunRequest.DiskNeed need) {
    warn = warn.or(need::warn);
    floor = floor.or(need::floor);
  }

  /** What was said, as arguments of another command. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    warn.ifPresent(w -> words.addAll(List.of("--disk-warn", w.toString())));
    floor.ifPresent(f -> words.addAll(List.of("--disk-floor", f.toString())));
    return words;
  }

  /** A watch over the disks of runs and of sandboxes. */
  DiskWatch watch(Places places) {
    return DiskWatch.over(
        Map.of("runs", places.runs(), "sandboxes", places.state()),
        gigabytes(warn, "ALE_DISK_WARN", DiskWatch.WARN),
        gigabytes(floor, "ALE_DISK_FLOOR", DiskWatch.FLOOR));
  }

  private static double gigabytes(Optional<Double> said, String variable, double usual) {
    double gigabytes =
        said.or(() ->
                Optional.ofNullable(System.getenv(variable))
                    .filter(v -> !v.isBlank())
                    .map(v -> number(variable, v)))
            .orElse(usual);
    if (Double.isNaN(gigabytes) || gigabytes < 0) {
      throw new InputException("free disk is a number of GB, not " + gigabytes);
    }
    return gigabytes;
  }

  private static double number(String variable, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new InputException(variable + " is a number of GB, not " + text, e);
    }
  }
}
