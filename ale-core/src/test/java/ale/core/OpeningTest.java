package ale.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void what_was_made_keeps_what_it_was_made_from() {
    String made = Opening.or(() -> said.add("given back"), () -> "made");
    assertThat(made).isEqualTo("made");
    assertThat(said).isEmpty();
  }

  @Test
  void what_cannot_be_made_gives_back_what_was_taken_and_says_why() {
    assertThatThrownBy(() ->
            Opening.or(
                () -> said.add("given back"),
                () -> {
                  throw new StackOverflowError("too deep");
                }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("too deep");
    assertThat(said).containsExactly("given back");
  }
}
