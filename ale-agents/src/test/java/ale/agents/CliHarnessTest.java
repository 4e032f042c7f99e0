package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CliHarnessTest {
  private static final Agents AGENTS = Agents.in(Path.of("no-such-folder"), Harnesses.installed());

  private static String launched(String name, boolean desktop) {
    Agent agent = AGENTS.named(name + "@some-model");
    URI models = URI.create("http://127.0.0.1:1");
    ModelAccess access =
        new ModelAccess(
            models,
            models,
            "token",
            () -> {
              throw new AssertionError("no budget is asked for at the start");
            });
    Surround surround = new Surround("/home/agent", Map.of("DISPLAY", ":0"));
    CliHarness harness = (CliHarness) AGENTS.harnesses().named(agent.harness());
    return harness.launch(new Job(agent, access, surround, desktop)).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "gemini-cli", "opencode", "qwen-code"})
  void only_the_variant_without_a_gui_goes_without_the_desktop_server(String name) {
    assertThat(launched(name, true)).contains("ale.doors.DoorsMain");
    assertThat(launched(name + ":no-gui", true)).doesNotContain("DoorsMain").contains("some-model");
    assertThat(launched(name, false)).doesNotContain("DoorsMain");
  }
}
