package ale.engine.slurm;

import ale.core.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What {@code squeue --json} tells of the job arrays of one run. Slurm forgets jobs some minutes
 * after their end ({@code MinJobAge}), and keeps those of an array that wait as one.
 */
final class Queue {
  private final Map<String, List<Job>> arrays;

  private Queue(Map<String, List<Job>> arrays) {
    this.arrays = arrays;
  }

  /**
   * One job of an array.
   *
   * @param array the array's number
   * @param index its own; absent for those that wait as one
   * @param state in Slurm's words
   */
  record Job(long array, OptionalInt index, List<String> state) {
    Standing standing() {
      return Standing.of(state);
    }
  }

  /** What is known of an element. */
  record Found(Standing standing, String state) {}

  /** Reads it; jobs are known by their comment, which is the folder of their submission. */
  static Queue read(String json) {
    Map<String, List<Job>> arrays = new HashMap<>();
    for (JsonNode job : Json.tree(json).path("jobs")) {
      String comment = job.path("comment").asString("");
      number(job.path("array_job_id"))
          .ifPresent(array ->
              arrays
                  .computeIfAbsent(comment, c -> new ArrayList<>())
                  .add(new Job(array, number(job.path("array_task_id")), words(job))));
    }
    return new Queue(arrays);
  }

  /** Newer versions of Slurm write numbers as objects. */
  private static OptionalInt number(JsonNode node) {
    if (node.isObject()) {
      return node.path("set").asBoolean(false)
          ? OptionalInt.of(node.path("number").asInt())
          : OptionalInt.empty();
    }
    return node.isNumber() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
  }

  private static List<String> words(JsonNode job) {
    JsonNode state = job.path("job_state");
    return state.isArray()
        ? state.valueStream().map(word -> word.asString("")).toList()
        : List.of(state.asString(""));
  }

  /** The number of a submission's array; empty if Slurm does not know it, or not any more. */
  Optional<Long> array(Submission submission) {
    return jobs(submission).stream().map(Job::array).findFirst();
  }

  /** Whether anything of a submission's array waits. */
  boolean waits(Submission submission) {
    return jobs(submission).stream().anyMatch(j -> j.standing() == Standing.WAITING);
  }

  /** Where an element of a submission's array stands. */
  Found element(Submission submission, int index) {
    List<Job> jobs = jobs(submission);
    Optional<Job> own =
        jobs.stream().filter(j -> j.index().equals(OptionalInt.of(index))).findFirst();
    if (own.isPresent()) {
      return new Found(own.get().standing(), String.join("+", own.get().state()));
    }
    boolean others =
        jobs.stream().anyMatch(j -> j.index().isEmpty() && j.standing() == Standing.WAITING);
    return others && submission.node(index).isEmpty()
        ? new Found(Standing.WAITING, "PENDING")
        : new Found(Standing.ENDED, "not known to Slurm any more");
  }

  private List<Job> jobs(Submission submission) {
    return arrays.getOrDefault(submission.folder().toString(), List.of());
  }
}
