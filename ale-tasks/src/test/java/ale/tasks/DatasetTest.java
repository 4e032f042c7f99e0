package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.Digest;
import ale.core.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetTest {
  @TempDir Path folder;

  @BeforeEach
  void tasks() throws IOException {
    file("one/task.toml", "[task]\nname = \"org/first\"\n");
    file("tasks/two/task.toml", "schema_version = \"1.4\"\n");
    file("metric.py", "print(1)\n");
  }

  private Path file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  private String whole() {
    return """
    [dataset]
    name = "org/all"
    [[tasks]]
    name = "org/first"
    digest = "sha256:%s"
    [[tasks]]
    name = "org/two"
    digest = "sha256:%s"
    [[files]]
    path = "metric.py"
    digest = "sha256:%s"
    """
        .formatted(
            Digest.ofFolder(folder.resolve("one")),
            Digest.ofFolder(folder.resolve("tasks/two")),
            Digest.ofFile(folder.resolve("metric.py")));
  }

  @Test
  void tasks_are_found_by_the_name_that_they_give_themselves_or_by_their_folder()
      throws IOException {
    file("dataset.toml", whole());
    Dataset dataset = Dataset.in(folder).orElseThrow();
    assertThat(dataset.name()).isEqualTo("org/all");
    assertThat(dataset.digest()).isEqualTo(Digest.ofFile(folder.resolve("dataset.toml")));
    assertThat(dataset.tasks())
        .extracting(t -> t.folder().orElseThrow())
        .containsExactly(folder.resolve("one"), folder.resolve("tasks/two"));
    assertThat(dataset.tasks()).allMatch(t -> t.problem().isEmpty());
  }

  @Test
  void a_task_that_changed_or_is_not_there_has_a_problem() throws IOException {
    file("dataset.toml", whole().replace("org/two", "org/three"));
    file("one/instruction.md", "changed\n");
    Dataset dataset = Dataset.in(folder).orElseThrow();
    assertThat(dataset.tasks().get(0).problem().orElseThrow()).contains("org/first", "digest");
    assertThat(dataset.tasks().get(1).problem().orElseThrow()).contains("org/three", "no task");
  }

  @Test
  void everything_that_is_wrong_with_the_file_is_told() throws IOException {
    file(
        "dataset.toml",
        """
        tasks = [{ name = "alone", digest = "abc" }, { name = "org/a" }]
        files = [{ path = "../x", digest = "sha256:00" }, { path = "metric.py", digest = "" }]
        """);
    assertThatThrownBy(() -> Dataset.in(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must be of the form org/name")
        .hasMessageContaining("64 digits")
        .hasMessageContaining("digest is missing")
        .hasMessageContaining("below the dataset");
    file("dataset.toml", "tasks = 3\n");
    assertThatThrownBy(() -> Dataset.in(folder)).hasMessageContaining("list of tables");
  }

  @Test
  void a_mutated_file_loads_or_is_refused_and_never_leads_out_of_its_folder() throws IOException {
    String whole = whole();
    int loaded = 0;
    for (int seed = 0; seed < 1500; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(whole);
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        text.setCharAt(
            random.nextInt(text.length()), "\"'[]=./\n a0\u0000".charAt(random.nextInt(12)));
      }
      file("dataset.toml", text.toString());
      try {
        Dataset dataset = Dataset.in(folder).orElseThrow();
        loaded++;
        assertThat(dataset.tasks())
            .allMatch(t -> t.folder().filter(f -> !f.startsWith(folder)).isEmpty());
      } catch (InputException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("dataset.toml");
      }
    }
    assertThat(loaded).isBetween(20, 1400);
  }
}
