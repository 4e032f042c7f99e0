package ale.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentTest {
  private static final String YAML =
      """
      # the house's own server
      upstreams:
        - name: house
          base_url: http://127.0.0.1:8000
          dialects: [chat]
          max_concurrent: 4
      retry: {attempts: 3, first_ms: 10, most_ms: 20}
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void a_configuration_is_the_same_in_yaml_and_json() throws IOException {
    GatewayConfig config = GatewayConfig.read(file("gateway.yaml", YAML));
    assertThat(config.upstreams())
        .singleElement()
        .extracting(UpstreamConfig::name)
        .isEqualTo("house");
    assertThat(config.retry().orElseThrow()).isEqualTo(new Retry(3, 10, 20));
    Path json = file("gateway.json", ale.core.Json.line(config));
    assertThat(GatewayConfig.read(json)).isEqualTo(config);
  }

  @Test
  void a_script_can_be_yaml() throws IOException {
    Script script =
        Script.read(
            file(
                "script.yaml",
                """
                format: ale.script/1
                turns:
                  - text: |
                      I look
                      first.
                    calls:
                      - tool: shell
                        arguments: {command: ls}
                  - text: Done.
                """));
    Conversation first =
        new Conversation(
            Dialect.CHAT,
            "m",
            "",
            java.util.List.of(),
            java.util.List.of("shell"),
            false,
            ale.core.Json.tree("{}"));
    assertThat(script.next(first).parts())
        .hasSize(2)
        .first()
        .isEqualTo(new Turn.Text("I look\nfirst.\n"));
  }

  @Test
  void what_is_wrong_is_said_with_the_file() throws IOException {
    assertThatThrownBy(() -> GatewayConfig.read(folder.resolve("none.yaml")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.yaml");
    for (String wrong :
        java.util.List.of(
            "upstreams: [",
            "upstreams: 5",
            "a: &x 1\nb: *x",
            "port: 1\nport: 2",
            "upstreams: [{name: a, base_url: 'ftp://x', dialects: [chat]}]",
            "")) {
      Path file = file("wrong.yaml", wrong);
      assertThatThrownBy(() -> GatewayConfig.read(file))
          .as(wrong)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("wrong.yaml");
    }
  }

  @Test
  void a_key_that_is_none_is_told_with_those_there_are() throws IOException {
    Path file = file("wrong.yaml", "upstream: []");
    assertThatThrownBy(() -> GatewayConfig.read(file))
        .hasMessageContaining("upstream is not a key")
        .hasMessageContaining("upstreams");
  }

  @Test
  void vendors_are_those_whose_keys_are_there() {
    GatewayConfig config =
        GatewayConfig.ofVendors(Map.of("OPENAI_API_KEY", "x", "GEMINI_API_KEY", " ", "HOME", "/"));
    assertThat(config.upstreams())
        .singleElement()
        .extracting(UpstreamConfig::name)
        .isEqualTo("openai");
    assertThat(ale.core.Json.line(config)).contains("OPENAI_API_KEY").doesNotContain("\"x\"");
  }

  @Test
  void caps_together_are_the_smaller_of_each() {
    Caps both =
        Caps.none().tokens(100).dollars(5).and(Caps.none().tokens(200).calls(3).wallSeconds(60));
    assertThat(both).isEqualTo(Caps.none().tokens(100).dollars(5).calls(3).wallSeconds(60));
  }
}
