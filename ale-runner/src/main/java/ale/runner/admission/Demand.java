package ale.runner.admission;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one trial needs of a machine while it runs.
 *
 * @param cpus processors' worth of time
 * @param memoryMegabytes memory, a disk in memory included
 * @param diskMegabytes room in the folder of runs
 * @param displays screens
 * @param licences how many of each, by name
 * @param models places at providers of models, by name of the model
 */
public record Demand(
    double cpus,
    @JsonProperty("memory_mb") long memoryMegabytes,
    @JsonProperty("disk_mb") long diskMegabytes,
    int displays,
    Map<String, Integer> licences,
    Map<String, Integer> models) {
  static final Demand NOTHING = new Demand(0, 0, 0, 0, Map.of(), Map.of());

  public Demand {
    if (!(cpus >= 0) || memoryMegabytes < 0 || diskMegabytes < 0 || displays < 0) {
      throw new IllegalArgumentException("a demand is not negative");
    }
    licences = Map.copyOf(licences);
    models = Map.copyOf(models);
  }

  Demand plus(Demand other) {
    return new Demand(
        cpus + other.cpus,
        memoryMegabytes + other.memoryMegabytes,
        diskMegabytes + other.diskMegabytes,
        displays + other.displays,
        sum(licences, other.licences),
        sum(models, other.models));
  }

  private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
    Map<String, Integer> sum = new TreeMap<>(one);
    other.forEach((name, count) -> sum.merge(name, count, Integer::sum));
    return sum;
  }
}
