package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CliHarnessTest {
  private static final Agents AGENTS = Agents.in(Path.of("no-such-folder"), Harnesses.installed());

  private static String launched(String name, boolean desktop, ToolServer... offered) {
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
    return harness.launch(new Job(agent, access, surround, desktop, List.of(offered))).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "gemini-cli", "opencode", "qwen-code"})
  void only_the_variant_without_a_gui_goes_without_the_desktop_server(String name) {
    assertThat(launched(name, true)).contains("ale.doors.DoorsMain");
    assertThat(launched(name + ":no-gui", true)).doesNotContain("DoorsMain").contains("some-model");
    assertThat(launched(name, false)).doesNotContain("DoorsMain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "codex", "gemini-cli", "opencode", "qwen-code"})
  void servers_of_tools_that_a_task_offers_stand_in_the_configuration(String name) {
    ToolServer started =
        new ToolServer(
            "shop", "stdio", Optional.empty(), Optional.of("/srv/shop"), List.of("--port", "1"));
    ToolServer listening =
        new ToolServer(
            "docs",
            "streamable-http",
            Optional.of("http://127.0.0.1:8000/mcp"),
            Optional.empty(),
            List.of());
    assertThat(launched(name, false, started, listening))
        .contains("shop", "/srv/shop", "--port", "docs", "http://127.0.0.1:8000/mcp");
    assertThat(launched(name, false)).doesNotContain("shop");
  }
}
