package ale.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void recipes() throws IOException {
    recipe("ground", "suite = \"bookworm\"");
    recipe("middle", "base = \"ground\"");
    recipe("top", "base = \"middle\"");
  }

  private void recipe(String name, String below) throws IOException {
    Path recipe = Files.createDirectories(folder.resolve("recipes").resolve(name));
    Files.writeString(
        recipe.resolve("image.toml"),
        "description = \"d\"\n" + below + "\npackages = [\"less\"]\n");
  }

  private ImageStore store() {
    return new ImageStore(folder.resolve("recipes"), folder.resolve("cache"), () -> NOW);
  }

  /** Puts a layer of a mebibyte on the shelf, as if it had been built. */
  private void built(String name, Duration ago) throws IOException {
    ImageInfo image = info(name);
    int below = image.chain().size() - 2;
    Layer layer =
        new Layer(
            Layer.FORMAT,
            name,
            image.digest(),
            below < 0
                ? Optional.empty()
                : Optional.of(
                    String.valueOf(info(image.chain().get(below)).folder().getFileName())),
            "d",
            List.of("less"),
            false,
            1 << 20,
            NOW.minus(ago));
    Files.createDirectories(image.folder());
    Path record = new LayerShelf(folder.resolve("cache")).record(layer.key());
    Json.write(record, layer);
    Files.setLastModifiedTime(record, FileTime.from(NOW.minus(ago)));
  }

  private ImageInfo info(String name) {
    return store().list().stream().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
  }

  private void all() throws IOException {
    built("ground", Duration.ofDays(3));
    built("middle", Duration.ofDays(2));
    built("top", Duration.ofDays(1));
  }

  @Test
  void an_image_is_its_own_layer_over_those_of_its_bases() throws IOException {
    assertThat(store().find("top")).isEmpty();
    all();
    Image top = store().find("top").orElseThrow();
    assertThat(top.layers())
        .containsExactly(info("top").folder(), info("middle").folder(), info("ground").folder());
    assertThat(info("top").chain()).containsExactly("ground", "middle", "top");
    assertThat(info("top").megabytes()).isEqualTo(3);
  }

  @Test
  void a_changed_recipe_changes_the_names_of_all_that_lie_on_it() throws IOException {
    String ground = info("ground").digest();
    String top = info("top").digest();
    recipe("middle", "base = \"ground\"\nwarm = [\"true\"]");
    assertThat(info("ground").digest()).isEqualTo(ground);
    assertThat(info("top").digest()).isNotEqualTo(top);
  }

  @Test
  void a_recipe_that_is_its_own_base_is_refused() throws IOException {
    recipe("middle", "base = \"top\"");
    assertThatThrownBy(() -> store().find("top"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its own base");
  }

  @Test
  void a_recipe_has_a_base_or_a_suite_and_not_both() throws IOException {
    recipe("middle", "base = \"ground\"\nsuite = \"bookworm\"");
    assertThatThrownBy(() -> store().find("middle"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("either a base");
  }

  @Test
  void what_was_not_used_for_longest_goes_first_but_nothing_that_others_lie_on()
      throws IOException {
    all();
    Path top = info("top").folder();
    assertThat(store().evict(2 << 20, said::add)).containsExactly(top);
    assertThat(store().find("middle")).isPresent();
    assertThat(said).singleElement().asString().contains("top", "1 MB", "2026-11-21");
  }

  @Test
  void an_image_that_was_just_used_is_never_evicted() throws IOException {
    all();
    LayerShelf.touch(store().find("top").orElseThrow(), NOW.minusSeconds(30));
    assertThat(store().evict(0, said::add)).isEmpty();
    assertThat(said).singleElement().asString().contains("in use", "budget of 0 MB");
    assertThat(store().find("top")).isPresent();
  }

  @Test
  void cleaning_takes_old_layers_and_leftovers_of_builds_and_keeps_what_recipes_make()
      throws IOException {
    all();
    Path old = info("top").folder();
    Path left = Files.createDirectories(folder.resolve("cache/.x-1.part"));
    recipe("top", "base = \"middle\"\nwarm = [\"true\"]");
    assertThat(store().clean()).containsExactlyInAnyOrder(old, left);
    assertThat(store().find("middle")).isPresent();
  }
}
