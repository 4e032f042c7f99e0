package ale.store;

import ale.core.InputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes the trials of one source: rows in batches as they come, sums and names at the end. */
final class Intake implements AutoCloseable {
  private static final int BATCH = 5_000;

  private record Task(
      String name, String family, String cluster, Map<String, List<String>> traits) {}

  /** The sums of one cell. */
  private static final class Sums {
    int trials;
    int passed;
    int unscored;
    int invalid;
    double sum;
    double squares;
  }

  private final Connection connection;
  private final int source;
  private final PreparedStatement insert;
  private final Map<String, Integer> agents = new HashMap<>();
  private final Map<String, Integer> tasks = new HashMap<>();
  private final List<String> agentNames = new ArrayList<>();
  private final List<Task> taskNames = new ArrayList<>();
  private final Map<Long, Sums> cells = new HashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final Efforts effort = new Efforts();
  private int count;

  /** Writes all rows, and says how many there were. */
  static int of(Connection connection, int source, Stream<TrialRow> rows) {
    try (Intake intake = new Intake(connection, source)) {
      rows.forEach(intake::add);
      return intake.finish();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Intake(Connection connection, int source) throws SQLException {
    this.connection = connection;
    this.source = source;
    this.insert =
        connection.prepareStatement("INSERT INTO trial VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  private void add(TrialRow row) {
    int agent = agents.computeIfAbsent(row.agent(), n -> number(agentNames, n));
    int task = tasks.computeIfAbsent(row.task(), n -> number(taskNames, task(row)));
    Task known = taskNames.get(task);
    if (!known.family().equals(row.family())) {
      throw new InputException(
          "task "
              + row.task()
              + " has two families: '"
              + known.family()
              + "' and '"
              + row.family()
              + "'");
    }
    long cell = ((long) agent << 20) | task;
    if (task >= 1 << 20 || agent >= 1 << 20 || row.repetition() >= 1 << 23) {
      throw new InputException("too many agents, tasks or repetitions in one source");
    }
    if (!seen.add((cell << 23) | row.repetition())) {
      throw new InputException(
          "trial "
              + row.repetition()
              + " of agent "
              + row.agent()
              + " on task "
              + row.task()
              + " is there twice");
    }
    sum(cells.computeIfAbsent(cell, c -> new Sums()), row);
    effort.add(row);
    try {
      write(agent, task, row);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static <T> int number(List<T> all, T one) {
    all.add(one);
    return all.size() - 1;
  }

  private static Task task(TrialRow row) {
    return new Task(row.task(), row.family(), row.cluster(), row.traits());
  }

  private static void sum(Sums sums, TrialRow row) {
    sums.trials++;
    sums.sum += row.score();
    sums.squares += row.score() * row.score();
    switch (row.state()) {
      case PASSED -> sums.passed++;
      case UNSCORED -> sums.unscored++;
      case INVALID -> sums.invalid++;
      case FAILED -> {}
    }
  }

  private void write(int agent, int task, TrialRow row) throws SQLException {
    insert.setInt(1, source);
    insert.setInt(2, agent);
    insert.setInt(3, task);
    insert.setInt(4, row.repetition());
    insert.setInt(5, row.state().code());
    insert.setDouble(6, row.score());
    set(7, row.costUsd(), Types.DOUBLE);
    set(8, row.inputTokens(), Types.BIGINT);
    set(9, row.outputTokens(), Types.BIGINT);
    set(10, row.seconds(), Types.DOUBLE);
    insert.addBatch();
    if (++count % BATCH == 0) {
      insert.executeBatch();
    }
  }

  private void set(int column, Optional<? extends Number> value, int type) throws SQLException {
    if (value.isPresent()) {
      insert.setObject(column, value.get());
    } else {
      insert.setNull(column, type);
    }
  }

  private int finish() throws SQLException {
    insert.executeBatch();
    try (PreparedStatement agent =
            connection.prepareStatement("INSERT INTO agent VALUES (?, ?, ?)");
        PreparedStatement task =
            connection.prepareStatement("INSERT INTO task VALUES (?, ?, ?, ?, ?)");
        PreparedStatement cell =
            connection.prepareStatement("INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < agentNames.size(); i++) {
        row(agent, source, i, agentNames.get(i));
      }
      agent.executeBatch();
      for (int i = 0; i < taskNames.size(); i++) {
        Task t = taskNames.get(i);
        row(task, source, i, t.name(), t.family(), t.cluster());
      }
      task.executeBatch();
      traits();
      for (long key : cells.keySet().stream().sorted().toList()) {
        Sums s = cells.getOrDefault(key, new Sums());
        int a = (int) (key >> 20);
        int t = (int) (key & ((1 << 20) - 1));
        row(cell, source, a, t, s.trials, s.passed, s.unscored, s.invalid, s.sum, s.squares);
      }
      cell.executeBatch();
    }
    efforts();
    return count;
  }

  private void efforts() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO effort VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (EffortSum s : effort.sums()) {
        int agent = agents.getOrDefault(s.agent(), -1);
        int metric = s.metric().code();
        row(insert, source, agent, s.family(), metric, s.trials(), s.passed(), s.total());
      }
      insert.executeBatch();
    }
  }

  private void traits() throws SQLException {
    try (PreparedStatement trait =
        connection.prepareStatement("INSERT INTO trait VALUES (?, ?, ?, ?)")) {
      for (int i = 0; i < taskNames.size(); i++) {
        for (Map.Entry<String, List<String>> e : taskNames.get(i).traits().entrySet()) {
          for (String word : new TreeSet<>(e.getValue())) {
            row(trait, source, i, e.getKey(), word);
          }
        }
      }
      trait.executeBatch();
    }
  }

  private static void row(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private static StoreException failed(SQLException e) {
    return new StoreException("the store could not be written: " + e.getMessage(), e);
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
