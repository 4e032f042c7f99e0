package ale.store;

import ale.core.InputException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The index of outcomes. It holds nothing that is not in run folders or imported files, so it can
 * be thrown away and made again.
 */
public final class Store {
  private static final List<String> TABLES =
      List.of("trait", "effort", "trial", "cell", "task", "agent", "source");

  private final Jdbi database;

  private Store(Jdbi database) {
    this.database = database;
  }

  /**
   * Opens a store, made first if it is not there.
   *
   * @param where a file, or an address that begins with {@code jdbc:postgresql:}
   */
  public static Store open(String where) {
    return new Store(Database.open(where));
  }

  /** Every source, by name. */
  public List<Source> sources() {
    return database.withHandle(h ->
        h.createQuery("SELECT name, kind, digest, trials FROM source ORDER BY name")
            .map((r, c) -> new Source(r.getString(1), r.getString(2), r.getString(3), r.getInt(4)))
            .list());
  }

  public Optional<Source> source(String name) {
    return sources().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * Reads a source, or finds that it was read before.
   *
   * <p>A source of the same name and digest is left alone; one of another digest is replaced. All
   * of it is seen by others at once, or nothing.
   *
   * @param rows read once, in any order
   * @return whether anything changed
   * @throws InputException if a trial is there twice, or a task has two families
   */
  public boolean put(String name, String kind, String digest, Stream<TrialRow> rows) {
    return database.inTransaction(h -> {
      Optional<Integer> old =
          h.createQuery("SELECT id FROM source WHERE name = ? AND digest = ?")
              .bind(0, name)
              .bind(1, digest)
              .mapTo(Integer.class)
              .findOne();
      if (old.isPresent()) {
        return false;
      }
      remove(h, name);
      int id =
          h.createQuery("SELECT COALESCE(MAX(id), 0) + 1 FROM source").mapTo(Integer.class).one();
      h.execute("INSERT INTO source VALUES (?, ?, ?, ?, 0)", id, name, kind, digest);
      int trials = Intake.of(h.getConnection(), id, rows);
      h.execute("UPDATE source SET trials = ? WHERE id = ?", trials, id);
      return true;
    });
  }

  /** Forgets a source. */
  public void remove(String name) {
    database.useTransaction(h -> remove(h, name));
  }

  private static void remove(Handle h, String name) {
    for (String table : TABLES) {
      String key = table.equals("source") ? "id" : "source";
      h.execute(
          "DELETE FROM " + table + " WHERE " + key + " IN (SELECT id FROM source WHERE name = ?)",
          name);
    }
  }

  /** Forgets everything. */
  public void clear() {
    database.useTransaction(h -> TABLES.forEach(t -> h.execute("DELETE FROM " + t)));
  }

  /** All cells of a source, by agent and task in order of their appearance. */
  public void cells(String source, Consumer<TrialCell> each) {
    int id = id(source);
    database.useHandle(h ->
        h.createQuery(
                """
                SELECT a.name, t.name, t.family, t.cluster, c.trials, c.passed, c.unscored,
                       c.invalid, c.score_sum, c.score_squares
                FROM cell c
                JOIN agent a ON a.source = c.source AND a.number = c.agent
                JOIN task t ON t.source = c.source AND t.number = c.task
                WHERE c.source = ? ORDER BY c.agent, c.task
                """)
            .bind(0, id)
            .map((r, c) ->
                new TrialCell(
                    r.getString(1),
                    r.getString(2),
                    r.getString(3),
                    r.getString(4),
                    r.getInt(5),
                    r.getInt(6),
                    r.getInt(7),
                    r.getInt(8),
                    r.getDouble(9),
                    r.getDouble(10)))
            .forEach(each));
  }

  /** All trials of one agent of a source, by task and repetition. */
  public List<TrialRow> trials(String source, String agent) {
    int id = id(source);
    return database.withHandle(h ->
        h.createQuery(
                """
                SELECT t.name, t.family, t.cluster, x.repetition, x.state, x.score, x.cost_usd,
                       x.input_tokens, x.output_tokens, x.seconds
                FROM trial x
                JOIN agent a ON a.source = x.source AND a.number = x.agent
                JOIN task t ON t.source = x.source AND t.number = x.task
                WHERE x.source = ? AND a.name = ? ORDER BY x.task, x.repetition
                """)
            .bind(0, id)
            .bind(1, agent)
            .map((r, c) ->
                new TrialRow(
                    agent,
                    r.getString(1),
                    r.getString(2),
                    r.getString(3),
                    r.getInt(4),
                    TrialRow.State.of(r.getInt(5)),
                    r.getDouble(6),
                    Optional.ofNullable(r.getObject(7)).map(v -> ((Number) v).doubleValue()),
                    Optional.ofNullable(r.getObject(8)).map(v -> ((Number) v).longValue()),
                    Optional.ofNullable(r.getObject(9)).map(v -> ((Number) v).longValue()),
                    Optional.ofNullable(r.getObject(10)).map(v -> ((Number) v).doubleValue())))
            .list());
  }

  /** What the agents of a source spent, by agent and family. */
  public List<EffortSum> efforts(String source) {
    int id = id(source);
    return database.withHandle(h ->
        h.createQuery(
                """
                SELECT a.name, e.family, e.metric, e.trials, e.passed, e.total
                FROM effort e JOIN agent a ON a.source = e.source AND a.number = e.agent
                WHERE e.source = ? ORDER BY e.agent, e.family, e.metric
                """)
            .bind(0, id)
            .map((r, c) ->
                new EffortSum(
                    r.getString(1),
                    r.getString(2),
                    EffortSum.Metric.of(r.getInt(3)),
                    r.getInt(4),
                    r.getInt(5),
                    r.getDouble(6)))
            .list());
  }

  /** What is known of the tasks of a source beyond family and cluster. */
  public void traits(String source, TraitReader each) {
    int id = id(source);
    database.useHandle(h ->
        h.createQuery(
                """
                SELECT t.name, x.dimension, x.word
                FROM trait x JOIN task t ON t.source = x.source AND t.number = x.task
                WHERE x.source = ? ORDER BY x.task, x.dimension, x.word
                """)
            .bind(0, id)
            .map((r, c) -> List.of(r.getString(1), r.getString(2), r.getString(3)))
            .forEach(t -> each.read(t.get(0), t.get(1), t.get(2))));
  }

  /** Takes one value of one dimension of one task. */
  @FunctionalInterface
  public interface TraitReader {
    void read(String task, String dimension, String word);
  }

  /** Names of the agents of a source, in order of their appearance. */
  public List<String> agents(String source) {
    int id = id(source);
    return database.withHandle(h ->
        h.createQuery("SELECT name FROM agent WHERE source = ? ORDER BY number")
            .bind(0, id)
            .mapTo(String.class)
            .list());
  }

  private int id(String source) {
    return database
        .withHandle(h ->
            h.createQuery("SELECT id FROM source WHERE name = ?")
                .bind(0, source)
                .mapTo(Integer.class)
                .findOne())
        .orElseThrow(() ->
            new InputException(
                "there is no source "
                    + source
                    + " in the store; there are "
                    + String.join(", ", sources().stream().map(Source::name).toList())));
  }
}
