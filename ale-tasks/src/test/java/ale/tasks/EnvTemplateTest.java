package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EnvTemplateTest {
  private static Optional<String> known(String name) {
    return name.equals("SET") ? Optional.of("machine's") : Optional.empty();
  }

  private static String filled(String value) {
    return EnvTemplate.filled(Map.of("K", value), "[verifier.env]", EnvTemplateTest::known)
        .getOrDefault("K", "");
  }

  @Test
  void what_the_machine_gives_comes_before_the_default() {
    assertThat(filled("${SET}")).isEqualTo("machine's");
    assertThat(filled("${SET:-other}")).isEqualTo("machine's");
    assertThat(filled("${UNSET:-other}")).isEqualTo("other");
    assertThat(filled("${UNSET:-}")).isEmpty();
  }

  @Test
  void a_value_that_is_no_template_as_a_whole_is_meant_as_it_stands() {
    for (String value : new String[] {"a ${SET}", "$SET", "${SET} ", "${1X}", "${}", ""}) {
      assertThat(filled(value)).isEqualTo(value);
    }
  }

  @Test
  void a_variable_that_nobody_gives_is_named() {
    assertThatThrownBy(() -> filled("${UNSET}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[verifier.env] K")
        .hasMessageContaining("--task-env UNSET");
  }
}
