package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** What a person types and what comes back; no sandbox is opened here. */
@Isolated
final class CommandLineTest {
  @TempDir Path folder;

  /** What a command printed. */
  private record Said(int exit, String out, String err) {}

  private static synchronized Said ale(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream wrong = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(wrong, true, StandardCharsets.UTF_8));
    try {
      int exit = Main.run(arguments);
      return new Said(
          exit, said.toString(StandardCharsets.UTF_8), wrong.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void help_is_a_tour() {
    Said said = ale("--help");
    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("ale demo", "ale tasks list", "Exit codes");
  }

  @Test
  void a_word_that_is_no_command_is_a_usage_error() {
    assertThat(ale("frobnicate").exit()).isEqualTo(2);
    assertThat(ale().exit()).isEqualTo(2);
  }

  @Test
  void the_catalogue_has_the_fields_that_users_rely_on() {
    Said said = ale("tasks", "list", "--json");
    assertThat(said.exit()).isZero();
    JsonNode rows = Json.tree(said.out());
    assertThat(rows.size()).isEqualTo(7);
    for (JsonNode row : rows) {
      assertThat(row.propertyNames())
          .containsAll(
              Set.of(
                  "family",
                  "cluster",
                  "subfield",
                  "soc",
                  "tier",
                  "track",
                  "layers",
                  "capabilities",
                  "gui"));
      assertThat(row.get("soc").size()).as(row.toString()).isPositive();
    }
  }

  @Test
  void instances_are_made_one_folder_for_each_seed() {
    Said said =
        ale(
            "tasks",
            "make",
            "--family",
            "privilege-review",
            "--seed",
            "1..2",
            "--out",
            folder.toString());
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out().lines()).hasSize(2);
    assertThat(folder.resolve("privilege-review-1/task.toml")).exists();
    Said again =
        ale(
            "tasks",
            "make",
            "--family",
            "privilege-review",
            "--seed",
            "1",
            "--out",
            folder.toString());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
    Said shown = ale("tasks", "show", folder.resolve("privilege-review-1").toString(), "--json");
    assertThat(Json.tree(shown.out()).get("ale").get("family").asString())
        .isEqualTo("privilege-review");
  }

  @Test
  void an_agent_of_a_file_is_shown_whole() throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "name: mine\nharness: oracle\nbudget: {calls: 5}\n");
    JsonNode shown = Json.tree(ale("agents", "show", file.toString(), "--json").out());
    assertThat(shown.get("name").asString()).isEqualTo("mine");
    assertThat(shown.get("harness").asString()).isEqualTo("oracle");
    assertThat(shown.get("budget").get("calls").asInt()).isEqualTo(5);
    assertThat(shown.get("digest").asString()).hasSize(64);
    assertThat(ale("agents", "show", file.toString()).out()).contains("mine: oracle", "calls");
    assertThat(ale("agents", "list").out()).contains("oracle", "noop");
    Files.writeString(file, "name: mine\nharness: orakle\n");
    Said wrong = ale("agents", "show", file.toString());
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("mine.yaml", "orakle", "did you mean oracle?");
  }

  @Test
  void wrong_input_is_said_in_one_line_without_a_stack_trace() throws Exception {
    Files.writeString(folder.resolve("task.toml"), "[[[");
    for (String[] wrong :
        new String[][] {
          {"tasks", "show", "nonesuch"},
          {"tasks", "show", folder.toString()},
          {"tasks", "make", "--family", "nonesuch", "--seed", "1", "--out", "x"},
          {"tasks", "make", "--seed", "5..1", "--out", "x"},
          {"tasks", "make", "--out", "x"},
          {"run", "--agent", "nonesuch", "--tasks", "month-close"},
          {"run", "--agent", "noop", "--tasks", folder.resolve("none").toString()},
          {"run", "--agent", "oracle", "oracle:fast", "--tasks", "month-close"},
          {"agents", "show", "nonesuch"},
          {"agents", "show", "none.yaml"},
          {"board", "nonesuch"},
          {"show", "nonesuch"}
        }) {
      Said said = ale(wrong);
      assertThat(said.exit()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(said.err()).startsWith("ale: ").doesNotContain("\tat ", "mistake in ale itself");
      assertThat(said.out()).isEmpty();
    }
  }

  @Test
  void doctor_answers_in_json_alone() {
    Said said = ale("doctor", "--json");
    assertThat(Json.tree(said.out()).has("able")).isTrue();
    assertThat(said.out().strip().lines()).hasSize(1);
  }

  @Test
  void seeds_are_numbers_ranges_or_words() {
    assertThat(Seeds.parse("7")).containsExactly("7");
    assertThat(Seeds.parse("2..4")).containsExactly("2", "3", "4");
    assertThat(Seeds.parse("abc")).containsExactly("abc");
  }

  @Test
  void control_characters_never_reach_the_terminal() {
    assertThat(Screen.plain("a\u001b[2Jb\u0007")).isEqualTo("a?[2Jb?");
  }

  @Test
  void a_replay_of_what_is_not_there_is_a_usage_error() {
    assertThat(ale("replay", "--help").out()).contains("--match", "--fork-at", "--gateway");
    assertThat(ale("replay", "no-such-run", "trial").exit()).isEqualTo(2);
    assertThat(ale("replay", "run", "trial", "--match", "loosely").err()).contains("loosely");
  }
}
