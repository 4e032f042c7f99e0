package ale.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real Postgres, started for the test. */
final class PostgresStoreTest extends StoreContract {
  @SuppressWarnings("NullAway.Init") // set before any test
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Override
  Store store() {
    Store store = Store.open(postgres.getJdbcUrl("postgres", "postgres"));
    store.clear();
    return store;
  }
}
