package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.core.Json;
import ale.gateway.Caps;
import ale.gateway.Dialect;
import ale.gateway.Document;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class AgentFileTest {
  @TempDir Path folder;

  /** A harness with something to set. */
  private static final class Clerk implements Harness {
    private final String name;

    Clerk(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Set<Dialect> dialects() {
      return Set.of(Dialect.CHAT);
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.part("verify", "looks before it says done"),
          Setting.text("pictures", "3", "how many pictures it keeps"));
    }

    @Override
    public WorkReport work(Workplace place) {
      return WorkReport.done("nothing");
    }
  }

  private final Harnesses harnesses =
      Harnesses.of(List.of(new Clerk("generalist"), new Clerk("other"), new Noop()));

  private Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Agents agents() {
    return Agents.in(folder, harnesses);
  }

  private static JsonNode schema() {
    return Json.tree(read(home().resolve("docs/schemas/agent.schema.json")));
  }

  private static Path home() {
    return Path.of(System.getProperty("ale.home", ".."));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> complaints(Path file) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema())
        .validate(Document.tree(file))
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void every_field_of_a_file_is_read() {
    file(
        "a.yaml",
        """
        name: careful-clerk
        harness: generalist
        model: some/model-1.5
        upstreams: [first, second]
        settings:
          verify: off
          pictures: 1.10
        budget:
          tokens: 2000000
          dollars: 5
          calls: 300
          turns: 250
          wall_seconds: 7200
          working_seconds: 5.5e3
          reply_reserve: 100
        """);
    assertThat(agents().named("careful-clerk"))
        .isEqualTo(
            new Agent(
                "careful-clerk",
                "generalist",
                Optional.of("some/model-1.5"),
                List.of("first", "second"),
                Map.of("verify", "off", "pictures", "1.10"),
                Caps.none()
                    .tokens(2_000_000)
                    .dollars(5)
                    .calls(300)
                    .turns(250)
                    .wallSeconds(7200)
                    .workingSeconds(5500)
                    .replyReserve(100)));
  }

  @Test
  void the_examples_of_the_manual_are_agents_and_fit_the_schema() {
    Matcher examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(read(home().resolve("docs/agent-files.md")));
    List<Agent> found = new ArrayList<>();
    while (examples.find()) {
      Path file = file("example.yaml", examples.group(1));
      found.add(agents().named(file.toString()));
      assertThat(complaints(file)).isEmpty();
    }
    assertThat(found).isNotEmpty();
  }

  @Test
  void the_schema_in_the_manual_is_the_one_that_the_record_makes() {
    assertThat(Json.pretty(AgentSchema.make())).isEqualTo(Json.pretty(schema()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modl: x | modl is not a key; did you mean model?",
        "budget: {token: 5} | budget.token is not a key; did you mean tokens?",
        "budget: {tokens: -5} | budget.tokens = -5 must be a whole number above 0",
        "budget: {tokens: 1.5} | budget.tokens = 1.5 must be a whole number above 0",
        "budget: {tokens: many} | budget.tokens = many must be a whole number above 0",
        "budget: {dollars: .inf} | must be a number above 0",
        "budget: {dollars: 0} | budget.dollars = 0 must be a number above 0",
        "budget: 5 | budget = 5 must be a mapping",
        "model: 5 | model = 5 must be a model's name",
        "upstreams: one | upstreams = one must be a list of names",
        "settings: {verify: {a: 1}} | must be one text, number or truth value"
      })
  void what_is_wrong_is_said_with_the_file_the_key_the_value_and_what_is_allowed(
      String line, String message) {
    Path file = file("wrong.yaml", "name: x\nharness: generalist\n" + line + "\n");
    assertThatThrownBy(() -> agents().named(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("wrong.yaml: ")
        .hasMessageContaining(message);
    assertThat(complaints(file)).as("the schema refuses it too").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "harness: generalst | harness = generalst is none; did you mean generalist?; there are",
        "settings: {verfy: off} | settings.verfy is not a setting of generalist; did you mean verify?",
        "settings: {verify: maybe} | settings.verify = maybe must be on or off",
        "name: noop | name = noop is the name of a harness",
        "name: Big | name = Big must be lower-case",
        "name: [ | (line",
        "budget: {tokens: 1e30} | must be a whole number above 0",
        "model: two words | model = two words must be a model's name",
        "model: *a | has an alias in line 2"
      })
  void what_the_schema_cannot_know_is_refused_as_well(String line, String message) {
    String key = line.substring(0, line.indexOf(':'));
    String text =
        Stream.of("harness: generalist", line, "name: x")
            .filter(l -> l.equals(line) || !l.startsWith(key))
            .collect(Collectors.joining("\n"));
    Path file = file("wrong.yaml", text);
    assertThatThrownBy(() -> agents().named(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("wrong.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void all_problems_of_a_file_are_said_at_once() {
    file("wrong.yaml", "nam: x\nharness: nonesuch\nbudget: {calls: 0}\n");
    assertThatThrownBy(() -> agents().all())
        .hasMessageContaining("nam is not a key")
        .hasMessageContaining("name is missing")
        .hasMessageContaining("harness = nonesuch")
        .hasMessageContaining("budget.calls = 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "just text", "- a\n- b\n", "a: 1\n---\nb: 2\n", "\u0000", "a: 1\na: 2\n"})
  void what_is_no_mapping_is_refused(String text) {
    Path file = file("wrong.yaml", text);
    assertThatThrownBy(() -> agents().named(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("wrong.yaml");
  }

  @Test
  void bombs_are_refused_before_they_grow() {
    Path deep = file("deep.yaml", "a: " + "[".repeat(30_000));
    Path large = file("large.yaml", "a: " + "x".repeat(5_000_000));
    Path laughs = file("laughs.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");
    for (Path file : List.of(deep, large, laughs)) {
      assertThatThrownBy(() -> agents().named(file.toString())).isInstanceOf(InputException.class);
    }
  }

  @Test
  void a_name_may_go_on_with_variants_and_a_model() {
    Agent agent = agents().named("generalist:no-verify@vendor/model:7b");
    assertThat(agent.name()).isEqualTo("generalist:no-verify@vendor_model:7b");
    assertThat(agent.model()).contains("vendor/model:7b");
    assertThat(agent.settings()).containsExactly(Map.entry("verify", "off"));
    assertThatThrownBy(() -> agents().named("generalist:no-verfy"))
        .hasMessageContaining("generalist has no variant no-verfy; did you mean no-verify?");
    assertThatThrownBy(() -> agents().named("noop:quick")).hasMessageContaining("it has none");
    assertThatThrownBy(() -> agents().named("generalist@")).hasMessageContaining("no model");
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest_and_all_that_there_are() {
    file("a.yaml", "name: careful-clerk\nharness: generalist\n");
    assertThat(agents().all().stream().map(Agent::name))
        .containsExactly("generalist", "other", "noop", "careful-clerk");
    assertThatThrownBy(() -> agents().named("carefulclerk"))
        .hasMessageContaining("did you mean careful-clerk?")
        .hasMessageContaining("generalist, other, noop, careful-clerk");
  }

  @Test
  void two_files_with_one_name_are_refused() {
    file("a.yaml", "name: clerk\nharness: generalist\n");
    file("b.yaml", "name: clerk\nharness: other\n");
    assertThatThrownBy(() -> agents().all())
        .hasMessageContaining("b.yaml")
        .hasMessageContaining("another file's agent");
  }

  @Test
  void the_digest_says_what_an_agent_is_and_not_what_it_is_called() {
    file("a.yaml", "name: clerk\nharness: generalist\nsettings: {verify: off}\n");
    assertThat(agents().digest(agents().named("clerk")))
        .isEqualTo(agents().digest(agents().named("generalist:no-verify")))
        .isNotEqualTo(agents().digest(agents().named("generalist")))
        .isNotEqualTo(agents().digest(agents().named("other:no-verify")));
  }

  @Test
  void a_file_of_ale_run_is_an_agent_and_what_it_does_not_mean_here_is_told() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Codex_GPT54 direct.yaml"),
            """
            harness: codex
            model: openai/gpt-5.4
            executor: sandbox
            config:
              provider: direct
              reasoning_effort: high
              max_turns: 40
              max_budget_usd: 2.5
              timeout_s: null
              yolo: true
              base_url: null
            """);
    Agents agents = Agents.in(folder.resolve("none"), Harnesses.installed());
    Agent agent = agents.named(file.toString());
    assertThat(agent.name()).isEqualTo("codex-gpt54-direct");
    assertThat(agent.harness()).isEqualTo("codex");
    assertThat(agent.model()).contains("gpt-5.4");
    assertThat(agent.settings()).isEqualTo(Map.of("effort", "high"));
    assertThat(agent.budget())
        .isEqualTo(
            new Caps(
                Optional.empty(),
                Optional.of(2.5),
                Optional.empty(),
                Optional.of(40L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(agents.left(file.toString()))
        .extracting(l -> l.replaceFirst(" =.*", ""))
        .containsExactly("executor", "config.provider", "config.yolo");
  }

  @Test
  void no_bound_and_a_harness_of_underscores_carry_over_and_one_of_ale_runs_own_does_not()
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("claude_code.yaml"),
            "harness: claude_code\nmodel: anthropic/claude-sonnet-4.6\nconfig: {max_turns: -1}\n");
    Agents agents = Agents.in(folder.resolve("none"), Harnesses.installed());
    Agent agent = agents.named(file.toString());
    assertThat(agent.name()).as("no harness may have it").isEqualTo("ale-run-claude-code");
    assertThat(agent.model()).contains("anthropic/claude-sonnet-4.6");
    assertThat(agent.budget()).isEqualTo(Caps.none());
    Files.writeString(file, "harness: ale_claw\nconfig: {}\n");
    assertThatThrownBy(() -> agents.named(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ale_claw")
        .hasMessageContaining("generalist");
  }
}
