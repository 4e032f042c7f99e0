package ale.cli;

import ale.core.InputException;
import ale.stats.Comparison;
import ale.stats.Traits;
import ale.stats.Trials;
import ale.store.Source;
import ale.store.Store;
import ale.store.TrialRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trials of two sides of a comparison, from the store.
 *
 * @param source from which a bare name is taken; all runs if it is empty
 */
record ComparedTrials(Store store, Optional<String> source) {
  /** Two agents on the tasks that both sat. */
  Comparison tasks(String first, String second) {
    if (first.equals(second)) {
      throw new InputException(first + " cannot be compared with itself");
    }
    Trials.Builder trials = Trials.builder();
    for (String side : List.of(first, second)) {
      Map<String, Integer> repetitions = new HashMap<>();
      for (Source from : sources(side)) {
        for (TrialRow row : store.trials(from.name(), agent(from, side).orElseThrow())) {
          int repetition = repetitions.merge(row.task(), 1, Integer::sum);
          Summary.add(trials, side, row.task(), row.family(), repetition, row);
        }
      }
    }
    return Comparison.of(trials.build(), first, second);
  }

  /** One agent on the open twins of jobs, another or the same on the licensed ones. */
  Comparison tracks(String first, String second) {
    Trials.Builder trials = Trials.builder();
    Map<String, String> families = new HashMap<>();
    String a = add(trials, first, "open", families);
    String b = add(trials, second, "licensed", families);
    Trials both = trials.build();
    if (!both.agents().containsAll(List.of(a, b))) {
      throw new InputException(
          "there is no job whose open twin "
              + first
              + " and whose licensed one "
              + second
              + " sat; tasks name their twin (docs/statistics.md)");
    }
    return Comparison.of(both, a, b);
  }

  /** Puts the trials of one track in under the names of their jobs, and gives the side's name. */
  private String add(
      Trials.Builder trials, String side, String track, Map<String, String> families) {
    String shown = side + " (" + track + ")";
    Map<String, Integer> repetitions = new HashMap<>();
    for (Source from : sources(side)) {
      Map<String, String> jobs = jobs(from, track);
      for (TrialRow row : store.trials(from.name(), agent(from, side).orElseThrow())) {
        Optional<String> job = Optional.ofNullable(jobs.get(row.task()));
        if (job.isPresent()) {
          String family = families.computeIfAbsent(job.get(), j -> row.family());
          int repetition = repetitions.merge(job.get(), 1, Integer::sum);
          Summary.add(trials, shown, job.get(), family, repetition, row);
        }
      }
    }
    return shown;
  }

  /** The jobs of which the tasks of one track are twins. */
  private Map<String, String> jobs(Source from, String track) {
    Map<String, String> jobs = new HashMap<>();
    Set<String> onTrack = new HashSet<>();
    store.traits(
        from.name(),
        (task, dimension, word) -> {
          if (dimension.equals(Traits.TWIN)) {
            jobs.put(task, word);
          } else if (dimension.equals("track") && word.equals(track)) {
            onTrack.add(task);
          }
        });
    jobs.keySet().retainAll(onTrack);
    return jobs;
  }

  /** Where the trials of a side are. */
  List<Source> sources(String side) {
    List<Source> found = store.sources().stream().filter(s -> agent(s, side).isPresent()).toList();
    if (found.isEmpty()) {
      throw new InputException(
          "no agent "
              + side
              + source.map(s -> " in " + s).orElse(" in any run")
              + "; ale store list shows the sources, ale board --source NAME the agents of one");
    }
    return found;
  }

  private Optional<String> agent(Source from, String side) {
    String prefix = from.name() + "/";
    if (side.startsWith(prefix)) {
      return Optional.of(side.substring(prefix.length()))
          .filter(store.agents(from.name())::contains);
    }
    boolean chosen = source.map(from.name()::equals).orElse(from.kind().equals("run"));
    return Optional.of(side).filter(s -> chosen && store.agents(from.name()).contains(s));
  }
}
