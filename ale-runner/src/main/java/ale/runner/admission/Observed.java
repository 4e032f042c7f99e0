package ale.runner.admission;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the latest trials of each kind really used: {@code observed.json} in the folder of this
 * machine's state, bounded. A kind is a family and an agent, in one word.
 */
public final class Observed {
  /** So few say little, and what is declared holds. */
  static final int ENOUGH = 3;

  private static final int KEPT = 16;
  private static final int KINDS = 500;
  private static final double MARGIN = 1.25;
  private static final long LEAST_MEMORY = 256;
  private static final double LEAST_CPUS = 0.1;

  /** One trial's use. */
  public record Use(
      @JsonProperty("memory_mb") long memoryMegabytes,
      double cpus,
      @JsonProperty("disk_mb") long diskMegabytes) {}

  /** All that is known. */
  record Table(Map<String, List<Use>> kinds) {}

  private final SharedFile<Table> file;

  public Observed(Path state) {
    file =
        new SharedFile<>(
            state.resolve("admission").resolve("observed.json"), Table.class, new Table(Map.of()));
  }

  /** Keeps what a trial used; the oldest trials of a kind and the oldest kinds are forgotten. */
  public void add(String kind, Use use) {
    file.change(table -> {
      Map<String, List<Use>> kinds = new LinkedHashMap<>(table.kinds());
      List<Use> all = new ArrayList<>(kinds.getOrDefault(kind, List.of()));
      all.add(use);
      kinds.remove(kind);
      kinds.put(kind, List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
      while (kinds.size() > KINDS) {
        kinds.remove(kinds.keySet().iterator().next());
      }
      return new SharedFile.Change<>(true, new Table(kinds));
    });
  }

  /**
   * What the next trial of a kind is expected to need: a quarter more than the most that was seen
   * of memory and disk, and than the mean of processors; never more than what is declared.
   */
  public Demand estimate(String kind, Demand declared) {
    List<Use> seen = file.read().kinds().getOrDefault(kind, List.of());
    if (seen.size() < ENOUGH) {
      return declared;
    }
    long memory = seen.stream().mapToLong(Use::memoryMegabytes).max().orElse(0);
    long disk = seen.stream().mapToLong(Use::diskMegabytes).max().orElse(0);
    double cpus = seen.stream().mapToDouble(Use::cpus).average().orElse(0);
    return new Demand(
        cpus == 0
            ? declared.cpus()
            : Math.min(declared.cpus(), Math.max(LEAST_CPUS, MARGIN * cpus)),
        memory == 0
            ? declared.memoryMegabytes()
            : Math.min(
                declared.memoryMegabytes(), Math.max(LEAST_MEMORY, Math.round(MARGIN * memory))),
        Math.min(declared.diskMegabytes(), Math.max(1, Math.round(MARGIN * disk))),
        declared.displays(),
        declared.licences(),
        declared.models());
  }
}
