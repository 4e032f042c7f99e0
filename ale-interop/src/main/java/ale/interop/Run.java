package ale.interop;

import java.time.Instant;
import java.util.List;

/**
 * A run as other formats need it.
 *
 * @param id its name
 * @param created when it was planned
 * @param version of the exam's code
 * @param planned how many trials it has, those that are not over included
 * @param repetitions how often each agent gets each instance
 * @param trials those that are over, in the order of the plan
 */
public record Run(
    String id, Instant created, String version, int planned, int repetitions, List<Trial> trials) {
  public Run {
    trials = List.copyOf(trials);
  }

  /** Whether every trial is over. */
  boolean whole() {
    return trials.size() == planned;
  }

  /** The agents, in the order of the plan. */
  public List<String> agents() {
    return trials.stream().map(Trial::agent).distinct().toList();
  }

  /** The same run with the trials of one agent. */
  public Run of(String agent) {
    List<Trial> own = trials.stream().filter(t -> t.agent().equals(agent)).toList();
    int share = Math.max(1, agents().size());
    return new Run(id, created, version, Math.max(own.size(), planned / share), repetitions, own);
  }
}
