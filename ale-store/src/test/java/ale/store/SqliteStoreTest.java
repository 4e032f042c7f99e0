package ale.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  Store store() {
    return Store.open(folder.resolve("index/ale.db").toString());
  }

  @Test
  void it_is_still_there_when_it_is_opened_again() {
    store().put("one", "csv", "d", Stream.of(row("a", "x", 1, TrialRow.State.PASSED, 1)));
    assertThat(store().agents("one")).containsExactly("a");
  }

  @Test
  void an_older_store_learns_what_its_trials_took_and_reads_its_runs_again() throws Exception {
    Path file = folder.resolve("old.db");
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:ale/store/migrations")
        .table("ale_schema")
        .target("1")
        .load()
        .migrate();
    try (Connection old = DriverManager.getConnection(url);
        Statement sql = old.createStatement()) {
      sql.execute("INSERT INTO source VALUES (1, 'r', 'run', 'd', 3), (2, 'c', 'csv', 'd', 0)");
      sql.execute("INSERT INTO agent VALUES (1, 0, 'a')");
      sql.execute("INSERT INTO task VALUES (1, 0, 't', '', ''), (1, 1, 'u', 'f', '')");
      sql.execute(
          "INSERT INTO trial VALUES (1, 0, 0, 1, 1, 1.0, 0.5, NULL, 7, 2.0),"
              + " (1, 0, 0, 2, 0, 0.0, 0.25, NULL, NULL, NULL),"
              + " (1, 0, 1, 1, 2, 0.0, 9.0, NULL, NULL, 9.0)");
    }
    Store store = Store.open(file.toString());
    assertThat(store.efforts("r"))
        .containsExactly(
            new EffortSum("a", "t", EffortSum.Metric.COST_USD, 2, 1, 0.75),
            new EffortSum("a", "t", EffortSum.Metric.SECONDS, 1, 1, 2),
            new EffortSum("a", "t", EffortSum.Metric.OUTPUT_TOKENS, 1, 1, 7));
    assertThat(store.sources()).extracting(Source::digest).containsExactly("d", "");
  }

  @Test
  void a_file_that_is_no_database_is_named() throws Exception {
    Path file = Files.writeString(folder.resolve("letter.db"), "Dear reader, ".repeat(100));
    assertThatThrownBy(() -> Store.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot open the store " + file)
        .hasMessageContaining("not a database");
  }
}
