package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Databases that are meant to break a grader. */
final class HostileDatabaseTest extends HostileOutput {
  private String database(String name, String... statements) throws Exception {
    String path = deliver(name, new byte[0]);
    Path file = root.resolve("home/agent/work").resolve(path);
    Files.delete(file);
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = db.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return path;
  }

  @Test
  void databases_that_are_none_or_have_no_such_table() throws Exception {
    refuses(
        deliver("text.db", "this is not a database, however long it may be".repeat(100)),
        p -> submission.sqlite(p, "select * from t"),
        "SQLite");
    refuses(database("empty.db"), p -> submission.sqlite(p, "select * from t"), "no such table");
    String good = database("good.db", "create table t(a, b)", "insert into t values (1, ' x ')");
    assertThat(submission.sqlite(good, "select * from t").find("a", "1").orElseThrow())
        .containsEntry("b", "x");
    assertThatThrownBy(() -> submission.sqlite(good, "delete from t"))
        .isInstanceOf(UnreadableOutput.class);
    assertThat(submission.sqlite(good, "select count(*) as n from t").rows().getFirst())
        .containsExactly("1");
  }

  @Test
  void databases_with_a_hostile_view() throws Exception {
    String endless =
        database(
            "endless.db",
            "create view t as with recursive n(x) as (select 1 union all select x + 1 from n)"
                + " select count(*) as a from n");
    Path file = root.resolve("home/agent/work").resolve(endless);
    assertThatThrownBy(
            () -> SqliteReader.query(file, endless, "select * from t", Duration.ofMillis(300)))
        .isInstanceOf(UnreadableOutput.class)
        .hasMessageContaining("interrupt");
    refuses(
        database("big.db", "create view t as select zeroblob(900000000) as a"),
        p -> submission.sqlite(p, "select * from t"),
        "too big");
    refuses(
        database(
            "rows.db",
            "create view t as with recursive n(x) as (select 1 union all select x + 1 from n)"
                + " select x as a from n"),
        p -> submission.sqlite(p, "select * from t"),
        "rows");
    refuses(
        database(
            "letters.db",
            "create view t as with recursive n(x) as (select 1 union all select x + 1 from n)"
                + " select hex(zeroblob(400000)) as a from n"),
        p -> submission.sqlite(p, "select * from t"),
        "letters");
  }
}
