package ale.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptTest {
  @TempDir Path folder;

  private static Conversation asked(int replies, String latest) {
    List<Conversation.Message> messages = new java.util.ArrayList<>();
    for (int i = 0; i < replies; i++) {
      messages.add(said(Conversation.Role.USER, "u"));
      messages.add(said(Conversation.Role.ASSISTANT, "a"));
    }
    messages.add(said(Conversation.Role.USER, latest));
    return new Conversation(
        Dialect.CHAT,
        "m",
        "",
        messages,
        List.of("mcp__desktop__click", "shell"),
        true,
        Json.mapper().createObjectNode());
  }

  private static Conversation.Message said(Conversation.Role role, String text) {
    return new Conversation.Message(role, text, List.of(), List.of(), 0);
  }

  @Test
  void says_its_lines_in_order_and_answers_patterns_first() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("script.json"),
            """
            {"format":"ale.script/1","turns":[
              {"calls":[{"tool":"click","arguments":{"x":5}}]},
              {"when":"no such file","text":"I see."},
              {"text":"Done."}]}\
            """);
    Script script = Script.read(file);

    assertThat(script.next(asked(0, "begin")).parts())
        .singleElement()
        .isInstanceOfSatisfying(
            Turn.ToolUse.class, use -> assertThat(use.tool()).isEqualTo("mcp__desktop__click"));
    assertThat(script.next(asked(0, "ls: no such file"))).isEqualTo(Turn.say("I see."));
    assertThat(script.next(asked(1, "ok"))).isEqualTo(Turn.say("Done."));
    assertThat(script.next(asked(9, "ok"))).isEqualTo(Turn.say("Done."));
  }

  @Test
  void serves_a_script_file_with_its_faults() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("script.json"),
            """
            {"format":"ale.script/1","turns":[
              {"text":"Hello.","fault":{"kind":"status","status":503}}]}\
            """);
    try (ScriptedModel model = GatewayMain.serveModel(file, 0);
        HttpPeer client = HttpPeer.to(model.address(), Duration.ofSeconds(5))) {
      Request ask = Fixture.ask(Dialect.ANTHROPIC, false, "k", "x");
      assertThat(Fixture.send(client, ask).status()).isEqualTo(503);
      assertThat(Fixture.send(client, ask).text()).contains("Hello.");
    }
  }

  @Test
  void says_what_is_wrong_with_a_script() throws IOException {
    Path file = folder.resolve("script.json");
    Files.writeString(
        file,
        """
        {"format":"ale.script/1","turns":[{"text":"a","fault":{"kind":"explode"}}]}\
        """);
    assertThatThrownBy(() -> Script.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("explode");
    Files.writeString(file, "{\"format\":\"other\",\"turns\":[]}");
    assertThatThrownBy(() -> Script.read(file)).hasMessageContaining("ale.script/1");
  }

  @Test
  void starts_a_gateway_from_its_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gateway.json"),
            """
            {"port":0,"upstreams":[{"name":"local","base_url":"http://127.0.0.1:11434",
              "dialects":["chat"]}],
             "sessions":[{"name":"mine","token":"my-own-token","caps":{"tokens":1000}}]}\
            """);
    try (Gateway gateway = GatewayMain.serve(file);
        HttpPeer client = HttpPeer.to(gateway.address(), Duration.ofSeconds(5))) {
      Request budget = Request.get("/ale/budget", Headers.of("x-api-key", "my-own-token"));
      assertThat(Fixture.send(client, budget).text()).contains("\"tokens\" : 1000");
    }
    Files.writeString(
        file,
        """
        {"port":0,"upstreams":[{"name":"v","base_url":"https://x.example","dialects":["chat"],
          "key":{"env":"ALE_TEST_KEY_THAT_IS_NOT_SET"}}]}\
        """);
    assertThatThrownBy(() -> GatewayMain.serve(file))
        .hasMessageContaining("ALE_TEST_KEY_THAT_IS_NOT_SET");
  }
}
