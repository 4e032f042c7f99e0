package ale.stats;

import ale.core.InputException;
import ale.core.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The outcomes of many trials in columns, ordered by agent and task.
 *
 * <p>A <em>cell</em> is one agent on one task; its trials are the repetitions. A task belongs to
 * one family; a task without a family is a family of its own, so that it is a cluster of one.
 */
public final class Trials {
  private final Names agents;
  private final Names tasks;
  private final Names families;
  private final int[] familyOf;
  private final int[] start;
  private final int[] count;
  private final int[] repetition;
  private final byte[] state;
  private final int[] passed;
  private final int[] unscored;
  private final int[] invalid;
  private final double[] sum;
  private final double[] squares;
  private final int size;

  private Trials(Builder from) {
    agents = from.agents;
    tasks = from.tasks;
    families = from.families;
    familyOf = Arrays.copyOf(from.familyOf, tasks.size());
    int cells = Math.multiplyExact(agents.size(), tasks.size());
    start = new int[cells + 1];
    for (int i = 0; i < from.size; i++) {
      start[from.agent[i] * tasks.size() + from.task[i] + 1]++;
    }
    for (int c = 0; c < cells; c++) {
      start[c + 1] += start[c];
    }
    int[] next = Arrays.copyOf(start, cells);
    repetition = new int[from.size];
    state = new byte[from.size];
    count = new int[cells];
    passed = new int[cells];
    unscored = new int[cells];
    invalid = new int[cells];
    sum = new double[cells];
    squares = new double[cells];
    for (int i = 0; i < from.size; i++) {
      int cell = from.agent[i] * tasks.size() + from.task[i];
      int at = next[cell]++;
      repetition[at] = from.repetition[i];
      state[at] = from.state[i];
      count[cell]++;
      sum[cell] += from.score[i];
      squares[cell] += from.score[i] * from.score[i];
      switch (from.state[i]) {
        case Builder.PASS -> passed[cell]++;
        case Builder.UNSCORED -> unscored[cell]++;
        case Builder.INVALID -> invalid[cell]++;
        default -> {}
      }
    }
    for (Summed s : from.summed) {
      int cell = s.agent() * tasks.size() + s.task();
      count[cell] += s.count();
      passed[cell] += s.passed();
      unscored[cell] += s.unscored();
      invalid[cell] += s.invalid();
      sum[cell] += s.sum();
      squares[cell] += s.squares();
    }
    size = Arrays.stream(count).sum();
  }

  private record Summed(
      int agent,
      int task,
      int count,
      int passed,
      int unscored,
      int invalid,
      double sum,
      double squares) {}

  public static Builder builder() {
    return new Builder();
  }

  public int size() {
    return size;
  }

  /** Whether every trial is known by itself, not only in the sum of its cell. */
  boolean single() {
    return size == state.length;
  }

  public List<String> agents() {
    return agents.list();
  }

  public List<String> tasks() {
    return tasks.list();
  }

  public List<String> families() {
    return families.list();
  }

  int[] allTasks() {
    return IntStream.range(0, tasks.size()).toArray();
  }

  /** The number of that agent. */
  public int agent(String name) {
    return agents.existing(name);
  }

  int family(int task) {
    return familyOf[task];
  }

  int cell(int agent, int task) {
    return agent * tasks.size() + task;
  }

  int count(int cell) {
    return count[cell];
  }

  /**
   * Trials that count for the rates: an invalid one does, with score 0, an unscored one does not.
   */
  int scored(int cell) {
    return count(cell) - unscored[cell];
  }

  int passed(int cell) {
    return passed[cell];
  }

  int unscored(int cell) {
    return unscored[cell];
  }

  int invalid(int cell) {
    return invalid[cell];
  }

  double sum(int cell) {
    return sum[cell];
  }

  double squares(int cell) {
    return squares[cell];
  }

  int start(int cell) {
    return start[cell];
  }

  int repetition(int trial) {
    return repetition[trial];
  }

  boolean scoredTrial(int trial) {
    return state[trial] != Builder.UNSCORED;
  }

  boolean passedTrial(int trial) {
    return state[trial] == Builder.PASS;
  }

  /** Collects trials in any order. */
  public static final class Builder {
    private static final byte FAIL = 0;
    private static final byte PASS = 1;
    private static final byte UNSCORED = 2;
    private static final byte INVALID = 3;

    private final Names agents = new Names("agent");
    private final Names tasks = new Names("task");
    private final Names families = new Names("family");
    private int[] familyOf = new int[64];
    private int[] agent = new int[1024];
    private int[] task = new int[1024];
    private int[] repetition = new int[1024];
    private byte[] state = new byte[1024];
    private float[] score = new float[1024];
    private final List<Summed> summed = new ArrayList<>();
    private int size;

    private Builder() {}

    /** Adds a trial; an empty family makes the task a cluster of its own. */
    public Builder add(String agent, String task, String family, int repetition, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Scored s ->
            add(agent, task, family, repetition, s.passed() ? PASS : FAIL, s.score());
        case Outcome.Unscored u -> add(agent, task, family, repetition, UNSCORED, 0);
        case Outcome.Invalid i -> add(agent, task, family, repetition, INVALID, 0);
      };
    }

    /** Adds a scored trial. */
    public Builder add(
        String agent, String task, String family, int repetition, double score, boolean passed) {
      return add(agent, task, family, repetition, passed ? PASS : FAIL, score);
    }

    private Builder add(
        String agentName, String taskName, String family, int rep, byte how, double points) {
      append(agents.number(agentName), task(taskName, family), rep, how, (float) points);
      return this;
    }

    /**
     * Adds all repetitions of one agent on one task at once, of which only the sums are known: what
     * compares single trials cannot use them.
     *
     * @param trials all of them
     * @param passed full passes
     * @param unscored those that do not count
     * @param invalid those that count as 0
     * @param sum of the scores
     * @param squares sum of their squares
     */
    public Builder addSums(
        String agentName,
        String taskName,
        String family,
        int trials,
        int passed,
        int unscored,
        int invalid,
        double sum,
        double squares) {
      int a = agents.number(agentName);
      int t = task(taskName, family);
      summed.add(new Summed(a, t, trials, passed, unscored, invalid, sum, squares));
      return this;
    }

    private int task(String taskName, String family) {
      int known = tasks.size();
      int t = tasks.number(taskName);
      int f = families.number(family.isEmpty() ? taskName : family);
      if (t == known) {
        if (t == familyOf.length) {
          familyOf = Arrays.copyOf(familyOf, 2 * t);
        }
        familyOf[t] = f;
      } else if (familyOf[t] != f) {
        throw new InputException(
            "task "
                + taskName
                + " has two families: "
                + families.list().get(familyOf[t])
                + " and "
                + family);
      }
      return t;
    }

    private void append(int a, int t, int rep, byte how, float points) {
      if (size == state.length) {
        int more = size + (size >> 1);
        agent = Arrays.copyOf(agent, more);
        task = Arrays.copyOf(task, more);
        repetition = Arrays.copyOf(repetition, more);
        state = Arrays.copyOf(state, more);
        score = Arrays.copyOf(score, more);
      }
      agent[size] = a;
      task[size] = t;
      repetition[size] = rep;
      state[size] = how;
      score[size++] = points;
    }

    public Trials build() {
      return new Trials(this);
    }
  }

  /** Names and their numbers, in order of appearance. */
  private static final class Names {
    private final String kind;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ArrayList<String> names = new ArrayList<>();

    Names(String kind) {
      this.kind = kind;
    }

    int number(String name) {
      Integer number = numbers.get(name);
      if (number != null) {
        return number;
      }
      numbers.put(name, names.size());
      names.add(name);
      return names.size() - 1;
    }

    int existing(String name) {
      Integer number = numbers.get(name);
      if (number == null) {
        throw new InputException(
            "no " + kind + " " + name + "; there are " + String.join(", ", names));
      }
      return number;
    }

    int size() {
      return names.size();
    }

    List<String> list() {
      return Collections.unmodifiableList(names);
    }
  }
}
