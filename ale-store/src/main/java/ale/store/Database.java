package ale.store;

import ale.core.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database behind a store: a SQLite file by default, Postgres for teams. */
final class Database {
  private static final String POSTGRES = "jdbc:postgresql:";

  private Database() {}

  /**
   * Opens it and brings its tables up to date.
   *
   * @param where a file, or an address that begins with {@code jdbc:postgresql:}
   * @throws InputException if it cannot be opened
   */
  static Jdbi open(String where) {
    DataSource source = where.startsWith(POSTGRES) ? postgres(where) : sqlite(Path.of(where));
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:ale/store/migrations")
          .table("ale_schema")
          .load()
          .migrate();
      return Jdbi.create(source);
    } catch (FlywayException | JdbiException e) {
      throw new InputException("cannot open the store " + shown(where) + ": " + reason(e), e);
    }
  }

  private static String reason(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return String.valueOf(sql.getMessage());
      }
    }
    return String.valueOf(e.getMessage());
  }

  /** An address without its query, which may hold a password. */
  private static String shown(String where) {
    return where.startsWith(POSTGRES) ? where.replaceAll("\\?.*", "") : where;
  }

  private static DataSource postgres(String address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address);
    source.setReWriteBatchedInserts(true);
    return source;
  }

  private static DataSource sqlite(Path file) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new InputException("cannot make the folder of the store " + file + ": " + e, e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(60_000);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }
}
