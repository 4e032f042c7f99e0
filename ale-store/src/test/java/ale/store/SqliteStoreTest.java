package ale.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
  void a_file_that_is_no_database_is_named() throws Exception {
    Path file = Files.writeString(folder.resolve("letter.db"), "Dear reader, ".repeat(100));
    assertThatThrownBy(() -> Store.open(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot open the store " + file)
        .hasMessageContaining("not a database");
  }
}
